/*
 * Whether this hub may run here: on the machine on which it ran before, and in
 * no older state than what it has sent.
 */
#ifndef BATCH_HOSTCARE_H
#define BATCH_HOSTCARE_H

struct night;

/*
 * Behind replay(): ends the program with EX_CONFIG where the hub was copied to
 * another machine, or an older state of it was put back, and running it would
 * send different bundles under numbers that are taken.
 */
void hostcare(struct night *n);

#endif
