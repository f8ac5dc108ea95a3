#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/correlation.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/*
 * Union-find: each fresh submission points up to another of its set; the head,
 * which points to itself, holds the case that the set is to join.
 */
struct fresh *
correlation_add(struct correlation *c, const char *id)
{
	struct fresh *f;

	f = arena_push(c->n->arena, &c->fresh, &c->count, sizeof(*f));
	f->id = id;
	f->up = c->count - 1;
	return f;
}

static size_t
root(struct correlation *c, size_t i)
{
	while (c->fresh[i].up != i) {
		c->fresh[i].up = c->fresh[c->fresh[i].up].up;
		i = c->fresh[i].up;
	}
	return i;
}

/* Two cases that an older night kept apart meet in one submission.  Joined
 * only where nobody has read or ruled one of them: what is published is never
 * changed silently. */
static void
meet(struct correlation *c, const char *a, const char *b, const char *key)
{
	struct night *n = c->n;
	const char *older, *newer;

	older = strcmp(a, b) < 0 ? a : b;
	newer = older == a ? b : a;
	if (db_one(n->hub->db, SQL_CASE_HAS_HISTORY, 0, "t", newer) == 0) {
		casefile_merge(
		    n, newer, older, arena_printf(n->arena, "met by %s", key));
		return;
	}
	db_run(n->hub->db, SQL_RELATED_ADD, "ttt", older, newer, key);
	night_attention(n,
	    "%s and %s share %s and both have a history: merge them by a ruling, or leave them",
	    older, newer, key);
}

void
correlation_join_case(
    struct correlation *c, size_t i, const char *id, const char *key)
{
	struct fresh *r = &c->fresh[root(c, i)];
	struct arena *a = c->n->arena;

	id = casefile_resolve(c->n->hub->db, a, id);
	if (c->fresh[i].why == NULL)
		c->fresh[i].why = key;
	if (r->casefile == NULL) {
		r->casefile = id;
		return;
	}
	r->casefile = casefile_resolve(c->n->hub->db, a, r->casefile);
	if (strcmp(r->casefile, id) != 0) {
		meet(c, r->casefile, id, key);
		if (strcmp(id, r->casefile) < 0)
			r->casefile = id;
	}
}

void
correlation_join_fresh(
    struct correlation *c, size_t i, size_t j, const char *key)
{
	size_t a = root(c, i), b = root(c, j);

	if (c->fresh[i].why == NULL)
		c->fresh[i].why = key;
	if (c->fresh[j].why == NULL)
		c->fresh[j].why = key;
	if (a == b)
		return;
	c->fresh[b].up = a;
	if (c->fresh[b].casefile != NULL)
		correlation_join_case(c, a, c->fresh[b].casefile, key);
}

struct fresh *
correlation_head(struct correlation *c, size_t i)
{
	return &c->fresh[root(c, i)];
}

bool
correlation_is_one(struct correlation *c, size_t i, size_t j)
{
	return root(c, i) == root(c, j);
}

bool
correlation_is_in(struct correlation *c, size_t i, const char *id)
{
	struct arena *a = c->n->arena;
	struct db *d = c->n->hub->db;
	const char *mine;

	mine = c->fresh[root(c, i)].casefile;
	return mine != NULL && strcmp(casefile_resolve(d, a, mine),
				   casefile_resolve(d, a, id)) == 0;
}
