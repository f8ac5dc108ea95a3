/*
 * What a bundle says is over: which items another tells now; which are taken
 * back, and the values that its readers' lists may hold of it still: those that
 * any edition told this audience, and that none of its live items tells, as of
 * this bundle.  It rests on nothing else that was told or came.
 */
#ifndef BATCH_RETRACTION_H
#define BATCH_RETRACTION_H

#include <stdbool.h>

struct bundle;
struct night;
struct roster_audience;

/* What is taken back tonight, and what was before and not all who are asked
 * have acknowledged. */
void retraction_list(
    struct night *n, const struct roster_audience *to, struct bundle *b);
/* Something of the item names somebody, and would do so once more. */
bool retraction_is_quiet(
    struct night *n, const char *audience, const char *item);
/* What names somebody does not travel once more, whoever agreed to it then; one
 * such value must not hold the rest back. */
bool retraction_may_tell(struct night *n, const char *value);

#endif
