/*
 * Values of views due to a member that stand in its own networks or domains:
 * the masks and the gate take them out of every item, so its letter tells it
 * of them.  A value is told as its submission's own words allow, in the
 * shortest form where it came out of a mail, and only where it names nobody
 * else.  Each is told once; of many, those of every giver in turn.
 */
#ifndef BATCH_CONCERN_H
#define BATCH_CONCERN_H

struct concerns;
struct givens;
struct night;
struct view;

/* So many of one letter; more wait for the next. */
#define CONCERNS_TOLD 50

struct concerns *concerns_new(struct night *n);
/* Takes what a view that may go out holds for its readers. */
void concerns_take(struct concerns *c, struct givens *g, const struct view *v);
/* Into the database; frees.  NULL is fine. */
void concerns_keep(struct concerns *c);

/* The stage behind release(): which of those that wait stand in tonight's
 * letters, and beside which item. */
void concerns_tell(struct night *n);

#endif
