#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/correlate.h"
#include "batch/cases/correlation.h"
#include "batch/cases/joined.h"
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

/* A key in a text's normal form: this, and its digest. */
#define TEXT_KEY "text:"

/* What a key does that two submissions share (join_key.joins). */
enum key_use { KEY_RELATES, KEY_JOINS };

/* Who holds a key: the first fresh one of each distinct subject. */
struct holder {
	const char *subject;
	size_t fresh;
	struct holder *before; /* of the same key */
};

/* A key of fresh submission i; of a text's key also the subject over it, and
 * its length without common sentences. */
struct offer {
	size_t i;
	const char *key, *subject;
	int64_t length;
};

/* The same text joins only under a like subject; other keys by themselves. */
static bool
joins(const struct offer *o, const char *subject)
{
	if (strncmp(o->key, TEXT_KEY, strlen(TEXT_KEY)) != 0)
		return true;
	if (o->length < CORRELATE_SHORT)
		return likeness_subjects(o->subject, subject) >=
		       CORRELATE_SHORT_SUBJECTS;
	return likeness_subjects(o->subject, subject) >=
	       LIKENESS_SUBJECTS_ALIKE;
}

static void
meet_known(struct correlation *c, const struct offer *o)
{
	struct night *n = c->n;
	struct stmt *s;
	const char **cases = NULL;
	size_t count = 0, k;

	s = db_query(n->hub->db, SQL_CORRELATE_SAME_KEY, "t", o->key);
	while (db_row(s))
		if (joins(o, db_text(s, 1)))
			*(const char **)arena_push(n->arena, &cases, &count,
			    sizeof(*cases)) = db_textdup(s, 0, n->arena);
	for (k = 0; k < count; k++)
		correlation_join_case(c, o->i, cases[k], o->key);
}

static void
meet_fresh(struct correlation *c, GHashTable *holders, const struct offer *o)
{
	struct holder *newest, *h;
	bool held = false;

	newest = g_hash_table_lookup(holders, o->key);
	for (h = newest; h != NULL; h = h->before) {
		if (!joins(o, h->subject))
			continue;
		correlation_join_fresh(c, h->fresh, o->i, o->key);
		held |= g_strcmp0(o->subject, h->subject) == 0;
	}
	if (held)
		return;
	h = arena_alloc(c->n->arena, sizeof(*h));
	*h = (struct holder){ o->subject, o->i, newest };
	g_hash_table_insert(holders, (char *)(uintptr_t)o->key, h);
}

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

static void
look_at_text(struct night *n, const char *submission, struct offer *o)
{
	const char *norm;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_CORRELATE_TEXT, "tt", submission,
	    o->key + strlen(TEXT_KEY));
	if (!db_row(s))
		return;
	o->subject = db_textdup(s, 0, n->arena);
	norm = db_textdup(s, 1, n->arena);
	db_end(s);
	norm = sentences_without_common(n->hub->db, n->arena, norm);
	o->length = (int64_t)strlen(norm);
}

static void
compare(struct correlation *c, GHashTable *holders, size_t i)
{
	struct night *n = c->n;
	struct offer o;
	const char **keys;
	size_t count, k;

	keys = keys_of(n, c->fresh[i].id, KEY_JOINS, &count);
	for (k = 0; k < count; k++) {
		o = (struct offer){ .i = i, .key = keys[k] };
		if (strncmp(o.key, TEXT_KEY, strlen(TEXT_KEY)) == 0)
			look_at_text(n, c->fresh[i].id, &o);
		meet_known(c, &o);
		meet_fresh(c, holders, &o);
	}
}

static void
join_by_keys(struct correlation *c)
{
	GHashTable *holders = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < c->count; i++)
		compare(c, holders, i);
	g_hash_table_destroy(holders);
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
		head->casefile =
		    casefile_resolve(n->hub->db, n->arena, head->casefile);
		casefile_assign(n, f->id, head->casefile,
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
relate(struct correlation *c, GHashTable *known, size_t i)
{
	struct night *n = c->n;
	const struct sharers *of;
	const char **keys, *mine;
	size_t count, k, j;

	mine = casefile_resolve(
	    n->hub->db, n->arena, correlation_head(c, i)->casefile);
	keys = keys_of(n, c->fresh[i].id, KEY_RELATES, &count);
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

void
correlate(struct night *n)
{
	struct correlation c = { .n = n };

	load(&c);
	near_sentences(&c);
	join_by_keys(&c);
	near_join(&c);
	deal(&c);
	relate_all(&c);
}
