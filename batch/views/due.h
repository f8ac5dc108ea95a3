/*
 * What may go to whom.  A submission is due to an audience while its terms,
 * its provider's answers and the roster let it go there and it is not taken
 * back; what comes from outside the members also waits for a ruling that lets
 * it go, unless the roster trusts its sender.  All that is made for an audience
 * is made of what is due to it.
 */
#ifndef BATCH_DUE_H
#define BATCH_DUE_H

#include <stdbool.h>

struct due;
struct night;
struct roster_audience;

/* Reckons each submission once: of a night whose words have taken effect. */
struct due *due_new(struct night *n);
void due_free(struct due *d); /* NULL is fine */

bool due_is(
    struct due *d, const char *submission, const struct roster_audience *to);
/* Whether it is, or would be if its provider said yes to a preview, or a
 * ruling called it grave, or let go what comes from outside. */
bool due_may_be(
    struct due *d, const char *submission, const struct roster_audience *to);

#endif
