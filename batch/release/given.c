#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/featurerow.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatemask.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/given.h"
#include "batch/release/seen.h"
#include "batch/release/truefact.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/ownwords.h"
#include "batch/views/shut.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/indicators/unique.h"

struct givens {
	struct night *n;
	struct arena *arena; /* of what is known */
	struct arena *given; /* of what is given */
	size_t count;	     /* of those */
	unsigned long age;   /* how often all was forgotten */
	GHashTable *known;   /* submission to struct known */
	struct shut *shut;
};

struct known {
	struct allowance may;
	struct given *given; /* NULL: not reckoned yet */
	unsigned long age;   /* when it was reckoned */
};

/* So many are kept for whoever else gets them: a few audiences' night. */
#define GIVEN_MOST 8192

struct givens *
givens_new(struct night *n)
{
	struct givens *g;

	g = mem_alloc(sizeof(*g));
	g->n = n;
	g->arena = arena_new();
	g->given = arena_new();
	g->known = g_hash_table_new(g_str_hash, g_str_equal);
	g->shut = shut_new(n);
	return g;
}

void
givens_free(struct givens *g)
{
	if (g == NULL)
		return;
	g_hash_table_destroy(g->known);
	shut_free(g->shut);
	arena_free(g->given);
	arena_free(g->arena);
	free(g);
}

void
givens_rest(struct givens *g)
{
	if (g->count < GIVEN_MOST)
		return;
	arena_reset(g->given);
	g->count = 0;
	g->age++;
}

struct shut *
givens_shut(struct givens *g)
{
	return g->shut;
}

static struct known *
known(struct givens *g, const char *submission)
{
	struct known *k = g_hash_table_lookup(g->known, submission);

	if (k == NULL) {
		k = arena_alloc(g->arena, sizeof(*k));
		g_hash_table_insert(
		    g->known, arena_strdup(g->arena, submission), k);
	}
	return k;
}

struct allowance
given_allowance(struct givens *g, const char *submission)
{
	return known(g, submission)->may;
}

void
given_allow(struct givens *g, const char *submission, const struct allowance *a)
{
	struct known *k = known(g, submission);

	k->may = *a;
	k->given = NULL;
}

/* A submission on its way to what it gives. */
struct giving {
	struct night *n;
	const struct view_part *p;
	struct given *out;
	struct composition c; /* seen.h writes into one */
};

static struct fact *
add(struct giving *g, const struct fact *f)
{
	struct fact *out;

	out = arena_push(
	    g->n->arena, &g->c.facts, &g->c.fact_count, sizeof(*out));
	*out = *f;
	return out;
}

static void
add_indicators(struct giving *g)
{
	struct fact f = { .tlp = g->p->tlp };
	struct stmt *s;

	s = db_query(g->n->hub->db, SQL_SUBMISSION_INDICATORS, "t", g->p->id);
	while (db_row(s)) {
		f.extracted = strcmp(db_text(s, 3), "mail") == 0;
		f.echo = db_int(s, 4) != 0;
		ind_type_parse(db_text(s, 0), &f.indicator.type);
		ind_role_parse(db_text(s, 1), &f.indicator.role);
		f.indicator.value = db_textdup(s, 2, g->n->arena);
		if (f.extracted)
			f.indicator.value = unique_clean(
			    g->n->arena, f.indicator.type, f.indicator.value);
		if (f.indicator.value != NULL)
			add(g, &f);
	}
}

/* A sample is called what somebody saved it as: its kind says enough. */
static void
add_files(struct giving *g)
{
	struct fact f = {
		.tlp = g->p->tlp, .is_file = true, .extracted = true
	};
	struct arena *a = g->n->arena;
	const char *name;
	struct stmt *s;

	f.shown = g->p->asked || g->p->organisation == 0 || g->out->may.shown;
	s = db_query(g->n->hub->db, SQL_SUBMISSION_FILES, "t", g->p->id);
	while (db_row(s)) {
		f.personal = strstr(db_text(s, 4), "personal") != NULL;
		name = db_textdup(s, 0, a);
		if (name != NULL &&
		    unique_clean(a, IND_FILE_NAME, name) == NULL)
			continue;
		f.file.name =
		    strcmp(db_text(s, 5), "sample") == 0 ? NULL : name;
		digest_parse(db_text(s, 1), &f.file.sha256);
		f.file.size = (uint64_t)db_int(s, 2);
		file_kind_parse(db_text(s, 3), &f.file.kind);
		add(g, &f);
	}
}

static void
push_found(struct arena *a, struct unique_found **found, size_t *count,
    enum ind_type type, const char *value)
{
	struct unique_found *f;

	if (value == NULL)
		return;
	f = arena_push(a, found, count, sizeof(*f));
	f->type = type;
	f->value = value;
}

/* What a member copies out of its own mails is what stood there, whoever
 * writes it. */
static void
note_copies(struct fact *facts, size_t count)
{
	struct arena *a = arena_new();
	const char **stated = arena_alloc(a, (count + 1) * sizeof(*stated));
	struct fact **of = arena_alloc(a, (count + 1) * sizeof(*of)), *f;
	struct unique_found *found = NULL;
	size_t stated_count = 0, found_count = 0, i;
	bool *copied = arena_alloc(a, count + 1);

	for (f = facts; f < facts + count; f++)
		if (f->is_file)
			push_found(a, &found, &found_count, IND_FILE_NAME,
			    f->file.name);
		else if (f->extracted)
			push_found(a, &found, &found_count, f->indicator.type,
			    f->indicator.value);
		else {
			of[stated_count] = f;
			stated[stated_count++] = f->indicator.value;
		}
	unique_copies(a, stated, stated_count, found, found_count, copied);
	for (i = 0; i < stated_count; i++)
		of[i]->extracted = copied[i];
	arena_free(a);
}

static bool
hits(struct gate *g, const char *value)
{
	return gate_hit(g, value, strlen(value), NULL) != NULL;
}

/*
 * A value as its own submission lets it go; NULL: not at all.  A text of the
 * attacker's is masked.  What a person states, and any other value, is taken
 * out where the words of the submission forbid it; a name of the roster's in
 * it is left for the gate to stop, and a person to see.
 */
static const char *
by_own_words(struct night *n, struct arena *a, struct gate *own,
    const struct fact *f, enum ind_type type, const char *value)
{
	if (value == NULL || f->whole)
		return value;
	if (f->extracted && (type == IND_SUBJECT || type == IND_FILE_NAME))
		value = gate_mask(own, a, value);
	return hits(own, value) && !hits(n->gate, value) ? NULL : value;
}

static void
mask(struct night *n, const char *submission, struct fact *facts, size_t count)
{
	struct arena *a = night_aside(n);
	struct gate *own = ownwords_gate(n, submission);
	struct fact *f;

	for (f = facts; f < facts + count; f++)
		if (f->is_file)
			f->file.name = by_own_words(
			    n, a, own, f, IND_FILE_NAME, f->file.name);
		else
			f->indicator.value = by_own_words(n, a, own, f,
			    f->indicator.type, f->indicator.value);
	gate_free(own);
	night_back(n, a);
}

/* Facts that are wanted as they are, and may be told so. */
static void
leave_whole(struct giving *g)
{
	const struct allowance *may = &g->out->may;
	size_t i;

	for (i = 0; may->uncut && i < g->c.fact_count; i++)
		g->c.facts[i].whole =
		    truehit_names(may->truehit, &g->c.facts[i]);
}

static void
add_mails(struct night *n, const char *submission, struct given *out)
{
	struct featurerow *rows = NULL;
	size_t count = 0, i;

	featurerow_load(n->hub->db, n->arena, submission, &rows, &count);
	for (i = 0; i < count; i++)
		*(struct features *)arena_push(n->arena, &out->mails,
		    &out->mail_count, sizeof(*out->mails)) = rows[i].has;
}

static void
reckon(struct night *n, const struct view_part *p, struct given *out)
{
	struct giving g = { .n = n, .p = p, .out = out };

	add_indicators(&g);
	add_files(&g);
	seen_traffic(n, &g.c, p->id, p->tlp);
	seen_period(n, &g.c, p->id);
	note_copies(g.c.facts, g.c.fact_count);
	leave_whole(&g);
	mask(n, p->id, g.c.facts, g.c.fact_count);
	out->facts = g.c.facts;
	out->fact_count = g.c.fact_count;
	out->seen_first = g.c.seen_first;
	out->seen_last = g.c.seen_last;
	add_mails(n, p->id, out);
}

const struct given *
given_of(struct givens *g, const struct view_part *p)
{
	struct known *k = known(g, p->id);
	struct arena *now = g->n->arena;

	if (k->given == NULL || k->age != g->age) {
		g->n->arena = g->given;
		k->given = arena_alloc(g->given, sizeof(*k->given));
		k->given->id = arena_strdup(g->given, p->id);
		k->given->may = k->may;
		k->age = g->age;
		g->count++;
		reckon(g->n, p, k->given);
		g->n->arena = now;
	}
	return k->given;
}
