/*
 * A view put together: the facts of its parts, how many organisations gave
 * each, its mails beside each other, and what was ruled.  From here on nothing
 * is known of a submission.
 */
#ifndef BATCH_GATHER_H
#define BATCH_GATHER_H

struct givens;
struct item;
struct night;
struct view;

/* How a fact is told whose witnesses a reader does not know yet. */
enum form { FORM_AS_IT_IS, FORM_OF_SEVERAL };

/* Fills *it (compose.h); *poison is what a person stated that nobody may
 * block, or NULL. */
void gather(struct night *n, struct givens *g, const struct view *v,
    enum form form, struct item *it, const char **poison);

#endif
