#include <string.h>

#include "batch/night/night.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/store/word.h"
#include "formats/base/mem.h"

/* A part of a ruling: "TYPE VALUE". */
static void
add_fact(struct night *n, const char *submission, const char *text)
{
	const char *blank = text == NULL ? NULL : strchr(text, ' ');

	if (blank != NULL)
		db_run(n->hub->db, SQL_TRUEHIT_FACT_ADD, "ttt", submission,
		    arena_strndup(n->arena, text, (size_t)(blank - text)),
		    blank + 1);
}

/* Whether one that was signed later holds for the submission. */
static bool
is_late(struct night *n, const struct ruling *r, const char *submission)
{
	struct word mine = { r->signed_at, r->package, r->n }, last;
	bool late = false;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_PART_HOLDS, "tt", submission, "truehit");
	if (db_row(s)) {
		last = (struct word){ db_int(s, 0), db_textdup(s, 1, n->arena),
			db_int(s, 2) };
		late = word_order(&mine, &last) < 0;
		db_end(s);
	}
	if (late)
		night_attention(n,
		    "ruling %s: a true hit of %s came late and changes nothing: another, signed after it, holds",
		    r->id, submission);
	return late;
}

static void
replace(
    struct night *n, const struct ruling *r, const char *submission, bool any)
{
	struct db *d = n->hub->db;

	db_run(d, SQL_DIRTY_BY_SUBMISSION, "t", submission);
	db_run(d, SQL_TRUEHIT_FACTS_DROP, "t", submission);
	db_run(d, SQL_TRUEHIT_DROP, "t", submission);
	if (any)
		db_run(d, SQL_TRUEHIT_ADD, "ttit", submission, r->package, r->n,
		    r->analyst);
}

bool
truehit_rule(struct night *n, const struct ruling *r)
{
	struct ruling_part *parts, *p;
	size_t count, i;
	bool first = true;

	parts = ruling_parts(n->hub->db, n->arena, r->package, r->n, &count);
	for (i = 0; i < count; i++) {
		p = &parts[i];
		if (p->what != RULING_TRUEHIT)
			return false;
		if (first && is_late(n, r, p->submission))
			return true;
		if (first)
			replace(n, r, p->submission, p->text != NULL);
		first = false;
		add_fact(n, p->submission, p->text);
	}
	return count > 0;
}

/* What each analyst said last of a true hit. */
struct verdict {
	bool refused;
	const char *bytes, *second, *package; /* that confirm it; or NULL */
};

static void
weigh(
    struct night *n, const char *ruling, const char *author, struct verdict *v)
{
	const char *by, *last = "";
	struct word best = { 0 }, w;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_TRUEHIT_WORDS, "t", ruling);
	while (db_row(s)) {
		by = db_textdup(s, 0, n->arena);
		if (strcmp(by, last) == 0)
			continue;
		last = by;
		w = (struct word){ db_int(s, 2), db_textdup(s, 3, n->arena),
			db_int(s, 4) };
		if (db_int(s, 1) == 0)
			v->refused = true;
		else if (strcmp(by, author) != 0 &&
			 (v->second == NULL || word_order(&best, &w) < 0)) {
			best = w;
			v->second = by;
			v->package = w.package;
			v->bytes = db_textdup(s, 5, n->arena);
		}
	}
}

void
truehit_hear(
    struct night *n, const char *ruling, const char *id, int64_t number)
{
	const char *submission = NULL, *author = NULL;
	struct verdict v = { 0 };
	struct db *d = n->hub->db;
	struct stmt *s;

	s = db_query(d, SQL_TRUEHIT_OF_RULING, "ti", id, number);
	if (db_row(s)) {
		submission = db_textdup(s, 0, n->arena);
		author = db_textdup(s, 1, n->arena);
		db_end(s);
	}
	if (submission == NULL)
		return;
	weigh(n, ruling, author, &v);
	db_run(d, SQL_DIRTY_BY_SUBMISSION, "t", submission);
	db_run(d, SQL_TRUEHIT_CONFIRM, "tttti", submission, v.bytes, v.second,
	    v.package, (int64_t)v.refused);
}

struct waiting_truehit *
truehit_waiting(struct db *d, struct arena *a, size_t *count)
{
	struct waiting_truehit *list = NULL, *w;
	struct stmt *s;
	size_t i;

	*count = 0;
	s = db_query(d, SQL_TRUEHITS_WAITING, "");
	while (db_row(s)) {
		w = arena_push(a, &list, count, sizeof(*w));
		w->ruling = db_textdup(s, 0, a);
		w->casefile = db_textdup(s, 1, a);
		w->submission = db_textdup(s, 2, a);
		w->analyst = db_textdup(s, 3, a);
		w->bytes = db_textdup(s, 4, a);
		w->provider = db_textdup(s, 5, a);
		w->confirmed = db_int(s, 6) != 0;
		w->preview = db_textdup(s, 7, a);
	}
	for (i = 0; i < *count; i++) {
		w = &list[i];
		s = db_query(d, SQL_TRUEHIT_FACTS, "t", w->submission);
		while (db_row(s))
			arena_push_str(a, &w->values, &w->value_count,
			    db_textdup(s, 1, a));
	}
	return list;
}
