#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/correlation.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct tie {
	size_t i;
	const char *casefile;
	int64_t since;
	int64_t strength;
	const char *key;
};

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

static bool
has_history(struct correlation *c, const char *id)
{
	return db_one(c->n->hub->db, SQL_CASE_HAS_HISTORY, 0, "t", id) != 0;
}

/* Two cases that an older night kept apart meet in one submission.  Joined
 * unless both were read or ruled: what is published is never changed
 * silently. */
static void
meet(struct correlation *c, const char *a, const char *b, const char *key)
{
	struct night *n = c->n;
	const char *older, *newer;

	older = strcmp(a, b) < 0 ? a : b;
	newer = older == a ? b : a;
	key = arena_printf(n->arena, "met by %s", key);
	if (!has_history(c, newer))
		casefile_merge(n, newer, older, key);
	else if (!has_history(c, older))
		casefile_merge(n, older, newer, key);
	else {
		key += strlen("met by ");
		db_run(n->hub->db, SQL_RELATED_ADD, "ttt", older, newer, key);
		night_attention(n,
		    "%s and %s share %s and both have a history: merge them by a ruling, or leave them",
		    older, newer, key);
	}
}

/* The strongest evidence is told, of equal ones the first by name. */
static void
explain(struct fresh *f, int64_t strength, const char *key)
{
	if (f->why != NULL &&
	    (strength < f->strength ||
		(strength == f->strength && strcmp(key, f->why) >= 0)))
		return;
	f->why = key;
	f->strength = strength;
}

void
correlation_tie_case(struct correlation *c, size_t i, const char *id,
    int64_t since, int64_t strength, const char *key)
{
	struct tie *t;

	explain(&c->fresh[i], strength, key);
	t = arena_push(c->n->arena, &c->ties, &c->tie_count, sizeof(*t));
	*t = (struct tie){ i, id, since, strength, key };
}

void
correlation_tie_fresh(struct correlation *c, size_t i, size_t j,
    int64_t strength, const char *key)
{
	explain(&c->fresh[i], strength, key);
	c->fresh[root(c, j)].up = root(c, i);
}

static int
by_strength(const void *a, const void *b)
{
	const struct tie *x = a, *y = b;
	int r;

	if (x->strength != y->strength)
		return x->strength > y->strength ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	r = strcmp(x->casefile, y->casefile);
	return r != 0 ? r : strcmp(x->key, y->key);
}

static void
join(struct correlation *c, const struct tie *t)
{
	struct fresh *r = correlation_head(c, t->i);
	struct arena *a = c->n->arena;
	struct db *d = c->n->hub->db;
	const char *id;

	id = casefile_resolve(d, a, t->casefile);
	if (c->fresh[t->i].own == NULL)
		c->fresh[t->i].own = id;
	if (r->casefile == NULL) {
		r->casefile = id;
		return;
	}
	r->casefile = casefile_resolve(d, a, r->casefile);
	if (strcmp(r->casefile, id) != 0)
		meet(c, r->casefile, id, t->key);
}

void
correlation_settle(struct correlation *c)
{
	size_t i;

	if (c->tie_count > 1)
		qsort(c->ties, c->tie_count, sizeof(*c->ties), by_strength);
	for (i = 0; i < c->tie_count; i++)
		join(c, &c->ties[i]);
}

const char *
correlation_case(struct correlation *c, size_t i)
{
	const char *own = c->fresh[i].own;

	return casefile_resolve(c->n->hub->db, c->n->arena,
	    own != NULL ? own : correlation_head(c, i)->casefile);
}

struct fresh *
correlation_head(struct correlation *c, size_t i)
{
	return &c->fresh[root(c, i)];
}

static int
by_id(const void *key, const void *member)
{
	return strcmp(key, ((const struct fresh *)member)->id);
}

struct fresh *
correlation_find(struct correlation *c, const char *id)
{
	return c->count == 0
		   ? NULL
		   : bsearch(id, c->fresh, c->count, sizeof(*c->fresh), by_id);
}
