#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/correlation.h"
#include "batch/cases/joined.h"
#include "batch/cases/lure.h"
#include "batch/cases/near.h"
#include "batch/cases/sentences.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/*
 * How a night's mails find those that they are like, without comparing each
 * with each.
 *
 * A lead is a mail around which others stand; its text is kept under the keys
 * of its bands (likeness.h: two texts that are alike share a key almost
 * surely).  The night's distinct letters, a text and a subject each, go through
 * three steps:
 *
 *  1. A letter that is in a case already, to the byte, has its place.  Each
 *     other one is compared with the leads of earlier nights that share a key
 *     with it, and joined to every one that it is the same as (meet_leads).
 *  2. Those letters among themselves: the one that shares keys with most others
 *     comes first (index_letters, by_degree).  It gathers all that are the same
 *     as itself, and becomes a lead (gather, add_lead).
 *  3. So does the next one, whatever has gathered it before: a letter is joined
 *     to a lead because of that lead alone, never because both are like a
 *     third.  What came first makes no difference: ties go by content.
 *
 * Pairs that are neither the same nor different are noted, the best few of each
 * mail, for an analyst to look at (table near).  All bounds below are on work:
 * what is cut off by them is the least likely.
 */

/* Leads read of one band, and compared with one mail: those that share the
 * most bands come first. */
#define NEAR_PER_BAND 64
#define NEAR_COMPARED 64
/* Pairs noted for one mail. */
#define NEAR_NOTED 3

/* A distinct text and subject of the night. */
struct letter {
	const char *submission;
	int64_t n;
	size_t fresh;
	const char *sha256, *subject;
	int64_t keys[LIKENESS_KEYS];
	size_t key_count;
	size_t degree; /* letters it shares a band with, about */
	bool placed;   /* in a case already, by the same text and subject */
};

/* A mail that may be like another: a letter of tonight, or a lead. */
struct candidate {
	int64_t id; /* index of the letter, or lead.id */
	unsigned bands;
};

/* A pair to be looked at. */
struct noted {
	const struct letter *of;
	const char *submission;
	int64_t n;
	unsigned score;
	const char *why;
};

struct search {
	struct correlation *c;
	struct night *n;
	struct lures *lures;
	struct letter *letters;
	size_t count;
	GHashTable *bands; /* of tonight: key to its letters */
};

static int
by_id(const void *key, const void *member)
{
	return strcmp(key, ((const struct fresh *)member)->id);
}

static void
load(struct search *s)
{
	struct letter *l, *last = NULL;
	struct fresh *f;
	struct stmt *q;

	q = db_query(
	    s->n->hub->db, SQL_NEAR_FRESH, "i", (int64_t)NEAR_LENGTH_MIN);
	while (db_row(q)) {
		/* The same text under the same subject is one already. */
		if (last != NULL && strcmp(last->sha256, db_text(q, 2)) == 0 &&
		    strcmp(last->subject, db_text(q, 3)) == 0)
			continue;
		f = bsearch(
		    db_text(q, 0), s->c->fresh, s->c->count, sizeof(*f), by_id);
		if (f == NULL)
			continue;
		l = arena_push(s->n->arena, &s->letters, &s->count, sizeof(*l));
		l->submission = f->id;
		l->n = db_int(q, 1);
		l->fresh = (size_t)(f - s->c->fresh);
		l->sha256 = db_textdup(q, 2, s->n->arena);
		l->subject = db_textdup(q, 3, s->n->arena);
		last = l;
	}
}

static void
make_keys(struct search *s, struct letter *l)
{
	l->key_count = likeness_keys(
	    lures_get(s->lures, l->submission, l->n)->text, l->keys);
	lures_tidy(s->lures);
}

static int
by_candidate(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static int
by_bands(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->bands != y->bands)
		return x->bands > y->bands ? -1 : 1;
	return by_candidate(a, b);
}

/* Candidates as they were met, one for each band, to one each. */
static size_t
count_bands(struct candidate *v, size_t count, size_t most)
{
	size_t i, k = 0;

	if (count == 0)
		return 0;
	qsort(v, count, sizeof(*v), by_candidate);
	for (i = 1; i < count; i++)
		if (v[i].id == v[k].id)
			v[k].bands++;
		else
			v[++k] = v[i];
	qsort(v, k + 1, sizeof(*v), by_bands);
	return k + 1 < most ? k + 1 : most;
}

/* Keeps the few most like pairs of a mail, the best first. */
static void
note(struct noted *list, struct noted new)
{
	struct noted old;
	size_t i;

	for (i = 0; i < NEAR_NOTED; i++)
		if (list[i].of == NULL || new.score > list[i].score) {
			old = list[i];
			list[i] = new;
			new = old;
		}
}

static void
write_noted(struct search *s, const struct noted *list)
{
	const struct noted *p;
	bool turn;
	size_t i;

	for (i = 0; i < NEAR_NOTED && list[i].of != NULL; i++) {
		p = &list[i];
		turn = strcmp(p->of->submission, p->submission) > 0;
		db_run(s->n->hub->db, SQL_NEAR_ADD, "titiitt",
		    turn ? p->submission : p->of->submission,
		    turn ? p->n : p->of->n,
		    turn ? p->of->submission : p->submission,
		    turn ? p->of->n : p->n, (int64_t)p->score, p->why,
		    s->n->run);
	}
}

static struct candidate *
leads_near(
    struct search *s, struct arena *a, const struct letter *l, size_t *count)
{
	struct candidate *list = NULL, *c;
	struct stmt *q;
	size_t k, n = 0;

	for (k = 0; k < l->key_count; k++) {
		q = db_query(s->n->hub->db, SQL_NEAR_BAND, "ii", l->keys[k],
		    (int64_t)NEAR_PER_BAND);
		while (db_row(q)) {
			c = arena_push(a, &list, &n, sizeof(*c));
			c->id = db_int(q, 0);
			c->bands = 1;
		}
	}
	*count = count_bands(list, n, NEAR_COMPARED);
	return list;
}

/* A lead of an earlier night, with its case. */
struct lead {
	const char *submission, *casefile;
	int64_t n;
};

static bool
lead_load(struct search *s, struct arena *a, int64_t id, struct lead *out)
{
	struct stmt *q;

	q = db_query(s->n->hub->db, SQL_NEAR_LEAD, "i", id);
	if (!db_row(q))
		return false;
	out->submission = db_textdup(q, 0, a);
	out->n = db_int(q, 1);
	out->casefile = db_textdup(q, 2, a);
	db_end(q);
	return out->casefile != NULL;
}

/* Every earlier letter that it is the same as. */
static void
meet_leads(struct search *s, struct letter *l)
{
	struct arena *a = s->n->arena;
	struct noted noted[NEAR_NOTED] = { 0 };
	struct candidate *list;
	struct sameness m;
	struct lead lead;
	size_t count, i;

	list = leads_near(s, a, l, &count);
	for (i = 0; i < count; i++) {
		if (!lead_load(s, a, list[i].id, &lead) ||
		    correlation_is_in(s->c, l->fresh, lead.casefile))
			continue;
		sameness_judge(a, lures_get(s->lures, l->submission, l->n),
		    lures_get(s->lures, lead.submission, lead.n), &m);
		if (m.band == BAND_LOOK)
			note(noted, (struct noted){ l, lead.submission, lead.n,
					m.score.mean, m.why });
		if (m.band == BAND_SAME)
			correlation_join_case(s->c, l->fresh, lead.casefile,
			    joined_like(s->n->arena, lead.submission, lead.n));
		lures_tidy(s->lures);
	}
	write_noted(s, noted);
}

/* The letters of tonight under each band. */
static void
index_letters(struct search *s)
{
	GArray *of;
	struct letter *l;
	size_t i, k;

	for (i = 0; i < s->count; i++) {
		l = &s->letters[i];
		for (k = 0; k < l->key_count && !l->placed; k++) {
			of = g_hash_table_lookup(s->bands, &l->keys[k]);
			if (of == NULL) {
				of = g_array_new(FALSE, FALSE, sizeof(i));
				g_hash_table_insert(s->bands, &l->keys[k], of);
			}
			g_array_append_val(of, i);
		}
	}
	for (i = 0; i < s->count; i++) {
		l = &s->letters[i];
		for (k = 0; k < l->key_count && !l->placed; k++) {
			of = g_hash_table_lookup(s->bands, &l->keys[k]);
			l->degree += of->len;
		}
	}
}

static int
by_degree(const void *a, const void *b)
{
	const struct letter *x = *(struct letter *const *)a;
	const struct letter *y = *(struct letter *const *)b;
	int r;

	if (x->degree != y->degree)
		return x->degree > y->degree ? -1 : 1;
	r = strcmp(x->sha256, y->sha256);
	return r != 0 ? r : strcmp(x->subject, y->subject);
}

/* Every letter of tonight that shares a band with one, but itself. */
static struct candidate *
letters_near(
    struct search *s, struct arena *a, const struct letter *l, size_t *count)
{
	struct candidate *list = NULL, *c;
	GArray *of;
	size_t k, i, other, n = 0;

	for (k = 0; k < l->key_count; k++) {
		of = g_hash_table_lookup(s->bands, &l->keys[k]);
		for (i = 0; i < of->len; i++) {
			other = g_array_index(of, size_t, i);
			if (&s->letters[other] == l)
				continue;
			c = arena_push(a, &list, &n, sizeof(*c));
			c->id = (int64_t)other;
			c->bands = 1;
		}
	}
	*count = count_bands(list, n, n);
	return list;
}

/* The evidence is the other's: the lead stands by itself. */
static void
join(struct search *s, const struct letter *lead, const struct letter *other)
{
	struct fresh *f = &s->c->fresh[lead->fresh];
	const char *why = f->why;

	correlation_join_fresh(s->c, other->fresh, lead->fresh,
	    joined_like(s->n->arena, lead->submission, lead->n));
	f->why = why;
}

/* The letters of tonight that one is the same as. */
static void
gather(struct search *s, struct letter *l)
{
	struct arena *a = arena_new();
	struct noted noted[NEAR_NOTED] = { 0 };
	struct candidate *list;
	struct letter *other;
	struct sameness m;
	size_t count, i, compared = 0;

	list = letters_near(s, a, l, &count);
	for (i = 0; i < count && compared < NEAR_COMPARED; i++) {
		other = &s->letters[list[i].id];
		if (correlation_is_one(s->c, l->fresh, other->fresh))
			continue;
		compared++;
		sameness_judge(a, lures_get(s->lures, l->submission, l->n),
		    lures_get(s->lures, other->submission, other->n), &m);
		if (m.band == BAND_SAME)
			join(s, l, other);
		else if (m.band == BAND_LOOK)
			note(noted, (struct noted){ l, other->submission,
					other->n, m.score.mean, m.why });
		lures_tidy(s->lures);
	}
	write_noted(s, noted);
	arena_free(a);
}

static void
add_lead(struct night *n, const char *submission, int64_t mail,
    const int64_t *keys, size_t count)
{
	struct db *d = n->hub->db;
	int64_t id;
	size_t k;

	if (db_run(d, SQL_NEAR_LEAD_ADD, "ti", submission, mail) == 0)
		return;
	id = db_one(d, SQL_NEAR_LEAD_ID, 0, "ti", submission, mail);
	for (k = 0; k < count; k++)
		db_run(d, SQL_NEAR_BAND_ADD, "ii", keys[k], id);
}

/* Stars among the letters that no earlier lead took: the one with most
 * neighbours first, ties by content. */
static void
stars(struct search *s)
{
	struct letter **order, *l;
	size_t i;

	index_letters(s);
	order = arena_alloc(s->n->arena, (s->count + 1) * sizeof(*order));
	for (i = 0; i < s->count; i++)
		order[i] = &s->letters[i];
	qsort(order, s->count, sizeof(*order), by_degree);
	for (i = 0; i < s->count; i++) {
		l = order[i];
		if (l->placed)
			continue;
		gather(s, l);
		add_lead(s->n, l->submission, l->n, l->keys, l->key_count);
	}
}

void
near_sentences(struct correlation *c)
{
	struct search s = { .c = c, .n = c->n };
	struct arena *a;
	struct stmt *q;
	const char *norm;
	size_t i;

	load(&s);
	for (i = 0; i < s.count; i++) {
		a = arena_new();
		q = db_query(c->n->hub->db, SQL_NEAR_LURE, "ti",
		    s.letters[i].submission, s.letters[i].n);
		if (db_row(q)) {
			norm = db_textdup(q, 0, a);
			db_end(q);
			sentences_note(
			    c->n->hub->db, a, norm, s.letters[i].subject);
		}
		arena_free(a);
	}
}

static bool
is_known(struct search *s, const struct letter *l)
{
	return db_one(s->n->hub->db, SQL_NEAR_KNOWN, 0, "tt", l->sha256,
		   l->subject) != 0;
}

static void
free_array(void *p)
{
	g_array_free(p, TRUE);
}

void
near_join(struct correlation *c)
{
	struct search s = { .c = c, .n = c->n };
	size_t i;

	s.lures = lures_new(c->n->hub->db);
	s.bands = g_hash_table_new_full(
	    g_int64_hash, g_int64_equal, NULL, free_array);
	load(&s);
	for (i = 0; i < s.count; i++) {
		s.letters[i].placed = is_known(&s, &s.letters[i]);
		if (s.letters[i].placed)
			continue;
		make_keys(&s, &s.letters[i]);
		meet_leads(&s, &s.letters[i]);
	}
	stars(&s);
	g_hash_table_destroy(s.bands);
	lures_free(s.lures);
}

void
near_lead(struct night *n, const char *submission)
{
	int64_t keys[LIKENESS_KEYS], *mails = NULL;
	struct lures *lures;
	struct stmt *q;
	size_t count = 0, i, k;

	q = db_query(n->hub->db, SQL_NEAR_MAILS, "ti", submission,
	    (int64_t)NEAR_LENGTH_MIN);
	while (db_row(q))
		*(int64_t *)arena_push(
		    n->arena, &mails, &count, sizeof(*mails)) = db_int(q, 0);
	lures = lures_new(n->hub->db);
	for (i = 0; i < count; i++) {
		k = likeness_keys(
		    lures_get(lures, submission, mails[i])->text, keys);
		add_lead(n, submission, mails[i], keys, k);
	}
	lures_free(lures);
}
