/*
 * Whether this hub may run here: where it is at home (place.h), and in no older
 * state than what it has sent.
 */
#ifndef BATCH_HOSTCARE_H
#define BATCH_HOSTCARE_H

struct night;

/*
 * Behind replay(): ends the program with EX_CONFIG where the hub is a
 * copy, or an older state of it was put back, and running it would
 * send different bundles under numbers that are taken.
 */
void hostcare(struct night *n);

#endif
