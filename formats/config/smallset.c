#include <string.h>

#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/config/smallset.h"

/* Whether a member before this one in the roster stands for the same
 * organisation among those that satisfy is(). */
static bool
is_again(const struct roster *r, size_t i,
    bool (*is)(const struct roster *r, const struct roster_member *m,
	const void *what, const char *date),
    const void *what, const char *date)
{
	const struct roster_member *m = &r->members[i];
	size_t k;

	for (k = 0; m->group != NULL && k < i; k++)
		if (r->members[k].group != NULL &&
		    strcmp(r->members[k].group, m->group) == 0 &&
		    is(r, &r->members[k], what, date))
			return true;
	return false;
}

static unsigned
count(const struct roster *r,
    bool (*is)(const struct roster *r, const struct roster_member *m,
	const void *what, const char *date),
    const void *what, const char *date)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < r->member_count; i++)
		n += is(r, &r->members[i], what, date) &&
		     !is_again(r, i, is, what, date);
	return n;
}

static bool
is_like(const struct roster *r, const struct roster_member *m, const void *what,
    const char *date)
{
	const struct roster_member *other = what;
	const char *sig;
	bool any = false;
	size_t i;

	if (m->role != RROLE_MEMBER)
		return false;
	for (i = 0; i < r->audience_count; i++) {
		sig = r->audiences[i].id;
		if (roster_in_sig(m, sig, date) !=
		    roster_in_sig(other, sig, date))
			return false;
		any |= roster_in_sig(m, sig, date);
	}
	return any;
}

static bool
is_reader(const struct roster *r, const struct roster_member *m,
    const void *what, const char *date)
{
	(void)r;
	return m->role == RROLE_MEMBER && roster_in_sig(m, what, date);
}

unsigned
smallset_like(
    const struct roster *r, const struct roster_member *m, const char *date)
{
	return count(r, is_like, m, date);
}

unsigned
smallset_readers(
    const struct roster *r, const struct roster_audience *sig, const char *date)
{
	unsigned known = count(r, is_reader, sig->id, date);

	return known > sig->bodies ? known : sig->bodies;
}

const char *
smallset_text(struct arena *a, const struct roster *r,
    const struct roster_member *m, const char *date)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		if (roster_in_sig(m, r->audiences[i].id, date))
			text = arena_printf(a, "%s%s%s", text,
			    *text == '\0' ? "" : ", ", r->audiences[i].id);
	return text;
}

/* The first of those that it gives to which too few read. */
static const struct roster_audience *
few_readers(const struct roster *r, const struct roster_member *m,
    const char *sig, unsigned least, const char *date)
{
	const struct roster_audience *to;
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		to = &r->audiences[i];
		if (to->kind != AUDIENCE_AGENCY &&
		    roster_in_sig(m, to->id, date) &&
		    (sig == NULL || strcmp(sig, to->id) == 0) &&
		    smallset_readers(r, to, date) < least)
			return to;
	}
	return NULL;
}

const char *
smallset_warning(struct arena *a, const struct roster *r,
    const struct roster_member *m, const char *sig, unsigned least,
    const char *date, enum lang l)
{
	const struct roster_audience *few = few_readers(r, m, sig, least, date);
	unsigned n;

	if (few != NULL)
		return say_of(a, SAY_PREVIEW_FEW_READERS, l, "sig", few->id,
		    "n", arena_printf(a, "%u", smallset_readers(r, few, date)),
		    NULL);
	n = smallset_like(r, m, date);
	if (sig != NULL || n == 0 || n >= least)
		return NULL;
	return say_of(a, SAY_PREVIEW_FEW_ALIKE, l, "sigs",
	    smallset_text(a, r, m, date), "n", arena_printf(a, "%u", n), NULL);
}
