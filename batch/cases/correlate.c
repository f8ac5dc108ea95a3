#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/alike.h"
#include "batch/cases/casefile.h"
#include "batch/cases/correlate.h"
#include "batch/cases/correlation.h"
#include "batch/cases/echo.h"
#include "batch/cases/joined.h"
#include "batch/cases/neighbours.h"
#include "batch/cases/stated.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

/* What a key does that two submissions share (join_key.joins). */
enum key_use { KEY_RELATES, KEY_JOINS };

/* A case that has something, and since when. */
struct holder {
	const char *casefile;
	int64_t since;
};

/* Who holds a key that joins: the first fresh one, and cases. */
struct holders {
	size_t first;
	struct holder *cases;
	size_t case_count;
};

static const char **
keys_of(
    struct night *n, const char *submission, enum key_use use, size_t *count)
{
	const char **keys = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(
	    n->hub->db, SQL_CORRELATE_KEYS, "ti", submission, (int64_t)use);
	while (db_row(s))
		*(const char **)arena_push(n->arena, &keys, count,
		    sizeof(*keys)) = db_textdup(s, 0, n->arena);
	return keys;
}

/* Read once for each key of the night; i: who asks first. */
static struct holders *
holders_of(struct night *n, GHashTable *known, const char *key, size_t i)
{
	struct holders *h = g_hash_table_lookup(known, key);
	struct holder *one;
	struct stmt *s;

	if (h != NULL)
		return h;
	h = arena_alloc(n->arena, sizeof(*h));
	h->first = i;
	s = db_query(n->hub->db, SQL_CORRELATE_SAME_KEY, "t", key);
	while (db_row(s)) {
		one = arena_push(
		    n->arena, &h->cases, &h->case_count, sizeof(*one));
		*one =
		    (struct holder){ db_textdup(s, 0, n->arena), db_int(s, 1) };
	}
	g_hash_table_insert(known, (char *)(uintptr_t)key, h);
	return h;
}

static void
tie_by_keys(struct correlation *c, GHashTable *known, size_t i)
{
	struct holders *h;
	const char **keys;
	size_t count, k, j;

	keys = keys_of(c->n, c->fresh[i].id, KEY_JOINS, &count);
	for (k = 0; k < count; k++) {
		h = holders_of(c->n, known, keys[k], i);
		for (j = 0; j < h->case_count; j++)
			correlation_tie_case(c, i, h->cases[j].casefile,
			    h->cases[j].since, ALIKE_FULL, keys[k]);
		if (h->first == i)
			continue;
		correlation_tie_fresh(c, i, h->first, ALIKE_FULL, keys[k]);
		correlation_tie_fresh(c, h->first, i, ALIKE_FULL, keys[k]);
	}
}

static void
join_by_keys(struct correlation *c)
{
	GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < c->count; i++)
		tie_by_keys(c, known, i);
	g_hash_table_destroy(known);
}

static struct holder
case_of(struct night *n, const char *submission)
{
	struct holder h = { NULL, 0 };
	struct stmt *s;

	s = db_query(n->hub->db, SQL_CORRELATE_CASE_OF, "t", submission);
	if (db_row(s)) {
		h = (struct holder){ db_textdup(s, 0, n->arena), db_int(s, 1) };
		db_end(s);
	}
	return h;
}

static void
tie_alike(struct correlation *c, size_t i, const struct alike *p)
{
	struct fresh *other = correlation_find(c, p->with);
	struct holder h;

	if (other != NULL) {
		correlation_tie_fresh(
		    c, i, (size_t)(other - c->fresh), p->strength, p->why);
		return;
	}
	h = case_of(c->n, p->with);
	if (h.casefile != NULL)
		correlation_tie_case(
		    c, i, h.casefile, h.since, p->strength, p->why);
}

static void
join_alike(struct correlation *c)
{
	struct alike *pairs;
	size_t i, count, k;

	for (i = 0; i < c->count; i++) {
		pairs = alike_of(
		    c->n->hub->db, c->n->arena, c->fresh[i].id, &count);
		for (k = 0; k < count; k++)
			tie_alike(c, i, &pairs[k]);
	}
}

/* What is judged of two alone: likeness, and files that are stated. */
static struct neighbours *
judge(struct correlation *c)
{
	struct night *n = c->n;
	const char **ids = NULL;
	size_t count = 0, i;

	for (i = 0; i < c->count; i++) {
		arena_push_str(n->arena, &ids, &count, c->fresh[i].id);
		stated_place(n, ids[i]);
	}
	for (i = 0; i < count; i++)
		stated_judge(n, ids[i]);
	return neighbours_judge(n, ids, count);
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
	keys = keys_of(n, f->id, KEY_JOINS, &count);
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
	struct stmt *s;
	size_t i, k = 0, t = 0;

	s = db_query(n->hub->db, SQL_CORRELATE_NEW, "");
	while (db_row(s)) {
		correlation_add(c, db_textdup(s, 0, n->arena));
		*(const char **)arena_push(n->arena, &kinds, &k,
		    sizeof(*kinds)) = db_textdup(s, 1, n->arena);
		*(const char **)arena_push(n->arena, &titles, &t,
		    sizeof(*titles)) = db_textdup(s, 2, n->arena);
	}
	for (i = 0; i < c->count; i++) {
		content_of(n, &c->fresh[i], kinds[i], titles[i]);
		echo_note(n, c->fresh[i].id);
	}
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
	struct fresh **order, *f, *head;
	int64_t last = 0;
	size_t i;

	order = arena_alloc(n->arena, (c->count + 1) * sizeof(*order));
	for (i = 0; i < c->count; i++)
		order[i] = &c->fresh[i];
	qsort(order, c->count, sizeof(*order), by_content);
	for (i = 0; i < c->count; i++) {
		f = order[i];
		head = correlation_head(c, (size_t)(f - c->fresh));
		if (head->casefile == NULL)
			head->casefile = casefile_new(n, &last);
		casefile_assign(n, f->id,
		    correlation_case(c, (size_t)(f - c->fresh)),
		    f->why == NULL ? JOINED_FIRST_WORD : f->why);
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
relate(struct correlation *c, GHashTable *known, size_t i, enum key_use use)
{
	struct night *n = c->n;
	const struct sharers *of;
	const char **keys, *mine;
	size_t count, k, j;

	mine = correlation_case(c, i);
	keys = keys_of(n, c->fresh[i].id, use, &count);
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

	for (i = 0; i < c->count; i++) {
		relate(c, known, i, KEY_RELATES);
		/* What it has, another only states. */
		relate(c, known, i, KEY_JOINS);
	}
	g_hash_table_destroy(known);
}

void
correlate(struct night *n)
{
	struct correlation c = { .n = n };
	struct neighbours *pairs;

	load(&c);
	pairs = judge(&c);
	join_by_keys(&c);
	join_alike(&c);
	correlation_settle(&c);
	deal(&c);
	neighbours_note(pairs);
	relate_all(&c);
}
