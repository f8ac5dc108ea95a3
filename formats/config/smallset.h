/*
 * Sets of members that are so small that an item which goes to the whole set,
 * and to no other, tells who gave it.  Schemes are sets as SIGs are.
 */
#ifndef FORMATS_SMALLSET_H
#define FORMATS_SMALLSET_H

#include "formats/base/say.h"

struct arena;
struct roster;
struct roster_audience;
struct roster_member;

/* Organisations whose SIGs and schemes on that day are those of the member and
 * no others, itself among them; members of one group are one.  0: it is in
 * none. */
unsigned smallset_like(
    const struct roster *r, const struct roster_member *m, const char *date);
/* Organisations that read what goes to the SIG on that day; of a scheme as many
 * as it says that it has, where the roster knows fewer of them. */
unsigned smallset_readers(const struct roster *r,
    const struct roster_audience *sig, const char *date);
/* The member's SIGs and schemes on that day, "gas, oil", in the order of the
 * roster. */
const char *smallset_text(struct arena *a, const struct roster *r,
    const struct roster_member *m, const char *date);

/*
 * What a provider is told who gives to its SIGs, or to the one that it chose
 * (sig): that fewer than least organisations read one of them, or are in just
 * these.  NULL: nothing, the sets are large enough.
 */
const char *smallset_warning(struct arena *a, const struct roster *r,
    const struct roster_member *m, const char *sig, unsigned least,
    const char *date, enum lang l);

#endif
