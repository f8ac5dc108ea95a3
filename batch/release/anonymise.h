/*
 * The stage anonymise, and the gate's first reading: cases into items.
 */
#ifndef BATCH_ANONYMISE_H
#define BATCH_ANONYMISE_H

struct night;

/* Takes the cases about which something changed; gives the editions that
 * leave tonight, each composed from what its audience may have and searched
 * by the gate, and the previews that ask for a consent. */
void anonymise(struct night *n);

#endif
