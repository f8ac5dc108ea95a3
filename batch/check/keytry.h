/*
 * Whether the hub's key does tonight what a night asks of it: a message of its
 * own, signed and sealed to itself, is opened again.  A passphrase that is
 * wrong, a card that is out, a subkey that has expired are told by day.
 */
#ifndef BATCH_KEYTRY_H
#define BATCH_KEYTRY_H

struct hub;

/* NULL: it opens and signs; else what is wrong, in the hub's arena.  Ends the
 * program with EX_UNAVAILABLE where the passphrase's file cannot be read. */
const char *keytry(struct hub *h);

#endif
