/*
 * The hub's clock, seen by what members signed: an isolated machine drifts,
 * and nobody tells it.
 */
#ifndef BATCH_CLOCKCARE_H
#define BATCH_CLOCKCARE_H

struct night;

/* Behind intake: says where the newest signature is ahead of the night. */
void clockcare(struct night *n);

#endif
