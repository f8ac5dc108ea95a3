#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/correlation.h"
#include "batch/cases/likeness.h"
#include "batch/cases/near.h"
#include "batch/cases/sentences.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

/* Texts of fewer bytes ("see attachment"), common sentences aside, say little:
 * their subjects must be nearly equal, in thousandths. */
#define CORRELATE_SHORT		 40
#define CORRELATE_SHORT_SUBJECTS 500

/* Who holds a key: the first fresh one of each distinct subject. */
struct holder {
	const char *subject;
	int64_t length;
	size_t fresh;
	struct holder *before; /* of the same key */
};

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
	    "%s and %s share %s and both have a history: "
	    "merge them by a ruling, or leave them",
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

/* The same text joins only under a like subject; other keys by themselves. */
static bool
joins(const char *key, const char *sa, int64_t la, const char *sb)
{
	if (strncmp(key, "text:", 5) != 0)
		return true;
	if (la < CORRELATE_SHORT)
		return correlate_subjects(sa, sb) >= CORRELATE_SHORT_SUBJECTS;
	return correlate_like_subjects(sa, sb);
}

static void
meet_known(struct correlation *c, size_t i, const char *key,
    const char *subject, int64_t length)
{
	struct night *n = c->n;
	struct stmt *s;
	const char **cases = NULL;
	size_t count = 0, k;

	s = db_query(n->hub->db, SQL_CORRELATE_SAME_KEY, "t", key);
	while (db_row(s))
		if (joins(key, subject, length, db_text(s, 1)))
			*(const char **)arena_push(n->arena, &cases, &count,
			    sizeof(*cases)) = db_textdup(s, 0, n->arena);
	for (k = 0; k < count; k++)
		correlation_join_case(c, i, cases[k], key);
}

static void
meet_fresh(struct correlation *c, size_t i, const char *key,
    const char *subject, int64_t length)
{
	struct holder *newest, *h;
	bool held = false;

	newest = g_hash_table_lookup(c->holders, key);
	for (h = newest; h != NULL; h = h->before) {
		if (!joins(key, subject, length, h->subject))
			continue;
		correlation_join_fresh(c, h->fresh, i, key);
		held |= g_strcmp0(subject, h->subject) == 0;
	}
	if (held)
		return;
	h = arena_alloc(c->n->arena, sizeof(*h));
	*h = (struct holder){ subject, length, i, newest };
	g_hash_table_insert(c->holders, (char *)(uintptr_t)key, h);
}

static const char **
keys_of(struct night *n, const char *submission, int64_t joining, size_t *count)
{
	const char **keys = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_CORRELATE_KEYS, "ti", submission, joining);
	while (db_row(s))
		*(const char **)arena_push(n->arena, &keys, count,
		    sizeof(*keys)) = db_textdup(s, 0, n->arena);
	return keys;
}

static void
compare(struct correlation *c, size_t i)
{
	struct night *n = c->n;
	const char **keys, *subject, *norm;
	struct stmt *s;
	size_t count, k;
	int64_t length;

	keys = keys_of(n, c->fresh[i].id, 1, &count);
	for (k = 0; k < count; k++) {
		subject = NULL;
		length = 0;
		s = db_query(n->hub->db, SQL_CORRELATE_TEXT, "tt",
		    c->fresh[i].id, keys[k] + 5);
		if (db_row(s)) {
			subject = db_textdup(s, 0, n->arena);
			norm = db_textdup(s, 1, n->arena);
			db_end(s);
			length = (int64_t)strlen(
			    common_drop(n->hub->db, n->arena, norm));
		}
		meet_known(c, i, keys[k], subject, length);
		meet_fresh(c, i, keys[k], subject, length);
	}
}

/* What the submission is about, without who gave it and when. */
static void
content_of(
    struct night *n, struct fresh *f, const char *kind, const char *title)
{
	struct digest_run *r;
	const char **keys;
	struct stmt *s;
	size_t count, k;

	r = digest_begin();
	digest_add(r, kind, strlen(kind) + 1);
	keys = keys_of(n, f->id, 1, &count);
	for (k = 0; k < count; k++)
		digest_add(r, keys[k], strlen(keys[k]) + 1);
	s = db_query(n->hub->db, SQL_CORRELATE_CONTENT, "t", f->id);
	while (db_row(s))
		digest_add(r, db_text(s, 0), strlen(db_text(s, 0)) + 1);
	digest_add(r, title, strlen(title) + 1);
	digest_end(r, &f->content);
}

static void
load(struct correlation *c)
{
	struct night *n = c->n;
	const char **kinds = NULL, **titles = NULL;
	struct fresh *f;
	struct stmt *s;
	size_t i, k = 0, t = 0;

	s = db_query(n->hub->db, SQL_CORRELATE_NEW, "");
	while (db_row(s)) {
		f = arena_push(n->arena, &c->fresh, &c->count, sizeof(*f));
		f->id = db_textdup(s, 0, n->arena);
		f->up = c->count - 1;
		*(const char **)arena_push(n->arena, &kinds, &k,
		    sizeof(*kinds)) = db_textdup(s, 1, n->arena);
		*(const char **)arena_push(n->arena, &titles, &t,
		    sizeof(*titles)) = db_textdup(s, 2, n->arena);
	}
	for (i = 0; i < c->count; i++)
		content_of(n, &c->fresh[i], kinds[i], titles[i]);
}

static int
by_content(const void *a, const void *b)
{
	const struct fresh *x = *(struct fresh *const *)a;
	const struct fresh *y = *(struct fresh *const *)b;
	int r;

	r = memcmp(&x->content, &y->content, sizeof(x->content));
	return r != 0 ? r : strcmp(x->id, y->id);
}

/* Cases are dealt in the order of their content: the first submission of a
 * set, by content, opens it. */
static void
deal(struct correlation *c)
{
	struct night *n = c->n;
	struct fresh **order, *f, *r;
	size_t i;

	order = arena_alloc(n->arena, (c->count + 1) * sizeof(*order));
	for (i = 0; i < c->count; i++)
		order[i] = &c->fresh[i];
	qsort(order, c->count, sizeof(*order), by_content);
	for (i = 0; i < c->count; i++) {
		f = order[i];
		r = &c->fresh[root(c, (size_t)(f - c->fresh))];
		if (r->casefile == NULL)
			r->casefile = casefile_new(n);
		r->casefile =
		    casefile_resolve(n->hub->db, n->arena, r->casefile);
		casefile_assign(
		    n, f->id, r->casefile, f->why == NULL ? "first" : f->why);
	}
}

/* Cases that share a key; common: too many to relate any. */
struct sharers {
	const char **cases;
	size_t count;
	bool common;
};

/* Read once for each key of the night: no case changes any more. */
static const struct sharers *
sharers_of(struct night *n, GHashTable *known, const char *key)
{
	struct sharers *of = g_hash_table_lookup(known, key);
	struct stmt *s;

	if (of != NULL)
		return of;
	of = arena_alloc(n->arena, sizeof(*of));
	s = db_query(n->hub->db, SQL_RELATED_BY_KEY, "ti", key,
	    (int64_t)CORRELATE_COMMON + 1);
	while (db_row(s))
		*(const char **)arena_push(n->arena, &of->cases, &of->count,
		    sizeof(*of->cases)) = db_textdup(s, 0, n->arena);
	of->common = of->count > CORRELATE_COMMON;
	g_hash_table_insert(known, (char *)(uintptr_t)key, of);
	return of;
}

static void
relate(struct correlation *c, GHashTable *known, size_t i)
{
	struct night *n = c->n;
	const struct sharers *of;
	const char **keys, *mine;
	size_t count, k, j;

	mine = casefile_resolve(
	    n->hub->db, n->arena, c->fresh[root(c, i)].casefile);
	keys = keys_of(n, c->fresh[i].id, 0, &count);
	for (k = 0; k < count; k++) {
		of = sharers_of(n, known, keys[k]);
		for (j = 0; !of->common && j < of->count; j++)
			if (strcmp(of->cases[j], mine) != 0)
				db_run(n->hub->db, SQL_RELATED_ADD, "ttt",
				    of->cases[j], mine, keys[k]);
	}
}

static void
relate_all(struct correlation *c)
{
	GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < c->count; i++)
		relate(c, known, i);
	g_hash_table_destroy(known);
}

/*
 * Takes the submissions that have no case; gives each one, by exact keys and
 * by likeness of text, and relates cases that share infrastructure.
 */
void
correlate(struct night *n)
{
	struct correlation c = { .n = n };
	size_t i;

	c.holders = g_hash_table_new(g_str_hash, g_str_equal);
	load(&c);
	near_sentences(&c);
	for (i = 0; i < c.count; i++)
		compare(&c, i);
	g_hash_table_destroy(c.holders);
	near_join(&c);
	deal(&c);
	relate_all(&c);
}
