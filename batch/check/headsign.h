/*
 * Whether the hub's key signed what a night says the journal's head was.  It
 * needs public keys alone: those of the keyring, and hub.asc.
 */
#ifndef BATCH_HEADSIGN_H
#define BATCH_HEADSIGN_H

struct hub;

/* NULL: runs/RUN/journal-head.txt is signed by the key that the journal begins
 * with; else what is wrong. */
const char *headsign(struct hub *h, const char *run);

#endif
