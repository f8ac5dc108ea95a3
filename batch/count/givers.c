#include <string.h>

#include "batch/count/givers.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

const char *
givers_organisation(const struct roster *r, const char *member)
{
	const struct roster_member *m = roster_member(r, member);

	if (m != NULL && m->group != NULL)
		return m->group;
	return m != NULL ? m->id : member;
}

static struct giver *
find(const struct givers *g, const char *organisation)
{
	size_t i;

	for (i = 0; i < g->count; i++)
		if (strcmp(g->list[i].organisation, organisation) == 0)
			return &g->list[i];
	return NULL;
}

void
givers_add(
    struct arena *a, struct givers *g, const char *organisation, int64_t n)
{
	struct giver *one = find(g, organisation);

	if (one == NULL) {
		one = arena_push(a, &g->list, &g->count, sizeof(*one));
		one->organisation = arena_strdup(a, organisation);
	}
	one->n += n;
}

void
givers_join(struct arena *a, struct givers *g, const struct givers *more)
{
	size_t i;

	for (i = 0; i < more->count; i++)
		givers_add(a, g, more->list[i].organisation, more->list[i].n);
}

int64_t
givers_part(const struct givers *g, const char *organisation)
{
	const struct giver *one =
	    organisation == NULL ? NULL : find(g, organisation);

	return one == NULL ? 0 : one->n;
}
