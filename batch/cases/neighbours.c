#include <glib.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/alike.h"
#include "batch/cases/band.h"
#include "batch/cases/lure.h"
#include "batch/cases/neighbours.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* Pairs noted for one mail: the most like. */
#define NOTED 3
/* Mails whose keys are kept from the placing to the comparing, 3 MiB; of a
 * larger night they are worked out again. */
#define KEYS_KEPT 4096

/* Pairs that are remembered, 3 MiB: one that is found from both sides is judged
 * once; where that was forgotten, twice, with the same result. */
#define JUDGED_KEPT 16384

/* Mails that are put into the index together, 5 MiB. */
#define PLACED 4096

struct keys {
	int64_t v[LIKENESS_KEYS];
	size_t count;
	bool shared[LIKENESS_KEYS]; /* something else may stand under it */
};

/* A mail of tonight. */
struct letter {
	const char *submission, *subject;
	struct digest text;
	int64_t n, place, mail;
	bool stays;
	struct keys *keys; /* or NULL: not kept */
};

/* A pair that a person should look at. */
struct look {
	const char *a, *b; /* a < b */
	int64_t a_n, b_n;
	unsigned score;
	const char *why;
};

struct neighbours {
	struct night *n;
	struct lures *lures;
	struct letter *letters;
	size_t count, kept;
	struct look *looks;
	size_t look_count;
	GHashTable *judged; /* pairs, as text */
};

static void
load(struct neighbours *b, const char *submission)
{
	struct arena *a = b->n->arena;
	int64_t place = band_place(b->n, submission);
	bool stays = band_stays(b->n->hub->db, submission);
	struct letter *l;
	struct stmt *s;

	s = db_query(b->n->hub->db, SQL_NEAR_MAILS, "t", submission);
	while (db_row(s)) {
		l = mem_push(&b->letters, &b->count, sizeof(*l));
		l->submission = submission;
		l->n = db_int(s, 0);
		l->place = place;
		l->stays = stays;
		l->mail = band_mail(b->n->hub->db, submission, l->n);
		digest_parse(db_text(s, 1), &l->text);
		l->subject = db_textdup(s, 2, a);
	}
}

/* By content: who has a place does not hang on who came first tonight. */
static int
by_content(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;
	int r;

	r = memcmp(&x->text, &y->text, sizeof(x->text));
	if (r == 0)
		r = strcmp(x->subject, y->subject);
	if (r == 0)
		r = strcmp(x->submission, y->submission);
	return r != 0 ? r : x->n < y->n ? -1 : x->n > y->n;
}

static void
keys_of(struct neighbours *b, const struct letter *l, struct keys *k)
{
	k->count =
	    likeness_keys(lures_get(b->lures, l->submission, l->n)->text, k->v);
	lures_tidy(b->lures);
}

/* A key of a letter, on its way to the index. */
struct entry {
	int64_t key;
	uint32_t letter, at; /* which key of the letter's */
};

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->letter < y->letter ? -1 : x->letter > y->letter;
}

/* One mail never speaks for another, however equal: what becomes of it is no
 * business of the other's readers. */
static void
put(struct neighbours *b, const struct entry *e)
{
	const struct letter *l = &b->letters[e->letter];

	if (l->keys != NULL)
		l->keys->shared[e->at] = true;
	band_put(b->n->hub->db, e->key, l->place, l->mail);
}

/* All of one key. */
static void
put_all(struct neighbours *b, const struct entry *list, size_t count)
{
	const struct letter *l = &b->letters[list[0].letter];
	size_t i;

	if (count == 1 && !band_any(b->n->hub->db, list[0].key)) {
		band_force(b->n->hub->db, list[0].key, l->place, l->mail);
		return;
	}
	for (i = 0; i < count; i++)
		put(b, &list[i]);
}

static void
list_keys(struct neighbours *b, size_t i, struct entry *list, size_t *count)
{
	struct letter *l = &b->letters[i];
	struct keys k = { 0 };
	size_t j;

	keys_of(b, l, &k);
	for (j = 0; j < k.count; j++)
		list[(*count)++] =
		    (struct entry){ k.v[j], (uint32_t)i, (uint32_t)j };
	if (b->kept >= KEYS_KEPT)
		return;
	b->kept++;
	l->keys = mem_alloc(sizeof(k));
	*l->keys = k;
}

/* In the order of the index, which grows with the years and in which keys lie
 * anywhere: each of its pages is then touched once.  Of one key letters go in
 * in their own order. */
static void
place(struct neighbours *b, size_t from, size_t to)
{
	struct entry *list;
	size_t i, k, count = 0;

	list = mem_alloc((to - from) * LIKENESS_KEYS * sizeof(*list));
	for (i = from; i < to; i++)
		if (b->letters[i].stays)
			list_keys(b, i, list, &count);
	if (count > 1)
		qsort(list, count, sizeof(*list), by_key);
	for (i = 0; i < count; i = k) {
		for (k = i + 1; k < count && list[k].key == list[i].key; k++)
			continue;
		put_all(b, &list[i], k - i);
	}
	free(list);
}

static struct look
pair_of(const struct letter *l, const struct band_entry *e)
{
	if (strcmp(l->submission, e->submission) < 0)
		return (struct look){ .a = l->submission,
			.a_n = l->n,
			.b = e->submission,
			.b_n = e->n };
	return (struct look){
		.a = e->submission, .a_n = e->n, .b = l->submission, .b_n = l->n
	};
}

/* False: it was judged already. */
static bool
take(struct neighbours *b, const struct look *p)
{
	if (g_hash_table_size(b->judged) >= JUDGED_KEPT)
		g_hash_table_remove_all(b->judged);
	return g_hash_table_add(
	    b->judged, g_strdup_printf("%s#%" PRId64 " %s#%" PRId64, p->a,
			   p->a_n, p->b, p->b_n));
}

static void
judge(struct neighbours *b, struct arena *a, const struct letter *l,
    const struct band_entry *e)
{
	struct look p = pair_of(l, e), *kept;
	struct sameness m;

	if (e->n == 0 || !take(b, &p))
		return;
	sameness_judge(a, lures_get(b->lures, p.a, p.a_n),
	    lures_get(b->lures, p.b, p.b_n), &m);
	lures_tidy(b->lures);
	if (m.band == BAND_SAME)
		alike_mails(b->n->hub->db, p.a, p.a_n, p.b, p.b_n,
		    (int64_t)m.score.mean);
	if (m.band != BAND_LOOK)
		return;
	kept =
	    arena_push(b->n->arena, &b->looks, &b->look_count, sizeof(*kept));
	*kept = p;
	kept->a = arena_strdup(b->n->arena, p.a);
	kept->b = arena_strdup(b->n->arena, p.b);
	kept->score = m.score.mean;
	kept->why = m.why;
}

/* The keys under which others may stand: all, where not all of tonight were
 * put into the index together. */
static void
take_keys(struct neighbours *b, struct letter *l, struct keys *k)
{
	size_t i, n = 0;

	if (l->keys == NULL) {
		keys_of(b, l, k);
		return;
	}
	*k = *l->keys;
	free(l->keys);
	l->keys = NULL;
	for (i = 0; i < k->count; i++)
		if (k->shared[i] || b->count > PLACED)
			k->v[n++] = k->v[i];
	k->count = n;
}

static void
compare(struct neighbours *b, struct letter *l)
{
	struct arena *a = arena_new();
	struct band_entry *list;
	size_t count, i;
	struct keys k;

	take_keys(b, l, &k);
	list = band_near(b->n->hub->db, a, k.v, k.count, l->submission, &count);
	for (i = 0; i < count; i++)
		judge(b, a, l, &list[i]);
	arena_free(a);
}

struct neighbours *
neighbours_judge(struct night *n, const char *const *submissions, size_t count)
{
	struct neighbours *b;
	size_t i;

	b = mem_alloc(sizeof(*b));
	b->n = n;
	b->lures = lures_new(n->hub->db);
	b->judged =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (i = 0; i < count; i++)
		load(b, submissions[i]);
	if (b->count > 1)
		qsort(b->letters, b->count, sizeof(*b->letters), by_content);
	for (i = 0; i < b->count; i += PLACED)
		place(b, i, i + PLACED < b->count ? i + PLACED : b->count);
	for (i = 0; i < b->count; i++)
		compare(b, &b->letters[i]);
	free(b->letters);
	b->letters = NULL;
	return b;
}

static int
by_score(const void *a, const void *b)
{
	const struct look *x = a, *y = b;
	int r;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	r = strcmp(x->a, y->a);
	if (r == 0)
		r = strcmp(x->b, y->b);
	if (r != 0)
		return r;
	if (x->a_n != y->a_n)
		return x->a_n < y->a_n ? -1 : 1;
	return x->b_n < y->b_n ? -1 : x->b_n > y->b_n;
}

/* How often a mail was noted; more: once more. */
static unsigned
noted(GHashTable *counts, const char *submission, int64_t n, unsigned more)
{
	char *id = g_strdup_printf("%s#%" PRId64, submission, n);
	unsigned so_far;

	so_far = GPOINTER_TO_UINT(g_hash_table_lookup(counts, id)) + more;
	g_hash_table_insert(counts, id, GUINT_TO_POINTER(so_far));
	return so_far;
}

static void
write_look(struct neighbours *b, GHashTable *counts, const struct look *p)
{
	if (noted(counts, p->a, p->a_n, 0) >= NOTED &&
	    noted(counts, p->b, p->b_n, 0) >= NOTED)
		return;
	if (db_run(b->n->hub->db, SQL_NEAR_ADD, "titiitt", p->a, p->a_n, p->b,
		p->b_n, (int64_t)p->score, p->why, b->n->run) == 0)
		return;
	noted(counts, p->a, p->a_n, 1);
	noted(counts, p->b, p->b_n, 1);
}

void
neighbours_note(struct neighbours *b)
{
	GHashTable *counts;
	size_t i;

	counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (b->look_count > 1)
		qsort(b->looks, b->look_count, sizeof(*b->looks), by_score);
	for (i = 0; i < b->look_count; i++)
		write_look(b, counts, &b->looks[i]);
	g_hash_table_destroy(counts);
	g_hash_table_destroy(b->judged);
	lures_free(b->lures);
	free(b);
}

void
neighbours_set_apart(struct night *n, const char *submission)
{
	struct neighbours b = { .n = n };
	struct letter *l;
	struct keys k;
	size_t i, j;

	b.lures = lures_new(n->hub->db);
	load(&b, submission);
	for (i = 0; i < b.count; i++) {
		l = &b.letters[i];
		keys_of(&b, l, &k);
		for (j = 0; j < k.count; j++)
			band_force(n->hub->db, k.v[j], l->place, l->mail);
	}
	free(b.letters);
	lures_free(b.lures);
}
