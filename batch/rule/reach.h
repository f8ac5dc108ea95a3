/*
 * What a ruling is about and whom it is for, settled once, when it is taken:
 * the submissions that its case held when it was made, and the audiences that
 * it names; where it names none, those to which one of the submissions may go,
 * or might on its provider's yes.
 */
#ifndef BATCH_REACH_H
#define BATCH_REACH_H

struct night;
struct ruling;

/* r->bears is its case today. */
void reach(struct night *n, const struct ruling *r);

#endif
