#include <string.h>

#include "batch/night/night.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
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

bool
truehit_rule(struct night *n, const struct ruling *r)
{
	struct db *d = n->hub->db;
	struct part {
		const char *submission, *text;
	} *list = NULL, *p;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(d, SQL_RULING_TRUEHIT, "ti", r->package, r->n);
	while (db_row(s)) {
		p = arena_push(n->arena, &list, &count, sizeof(*p));
		p->submission = db_textdup(s, 0, n->arena);
		p->text = db_textdup(s, 1, n->arena);
	}
	for (i = 0; i < count; i++) {
		p = &list[i];
		if (i == 0) {
			db_run(d, SQL_DIRTY_BY_SUBMISSION, "t", p->submission);
			db_run(d, SQL_TRUEHIT_FACTS_DROP, "t", p->submission);
			db_run(d, SQL_TRUEHIT_DROP, "t", p->submission);
			if (p->text != NULL)
				db_run(d, SQL_TRUEHIT_ADD, "ttit",
				    p->submission, r->package, r->n,
				    r->analyst);
		}
		add_fact(n, p->submission, p->text);
	}
	return count > 0;
}

void
truehit_hear(struct night *n, const char *id, int64_t number,
    const struct truehit_word *word)
{
	const char *submission = NULL, *analyst = NULL;
	struct db *d = n->hub->db;
	struct stmt *s;

	s = db_query(d, SQL_TRUEHIT_OF_RULING, "ti", id, number);
	if (db_row(s)) {
		submission = db_textdup(s, 0, n->arena);
		analyst = db_textdup(s, 1, n->arena);
		db_end(s);
	}
	if (submission == NULL)
		return;
	db_run(d, SQL_DIRTY_BY_SUBMISSION, "t", submission);
	if (!word->approve) {
		db_run(d, SQL_TRUEHIT_FACTS_DROP, "t", submission);
		db_run(d, SQL_TRUEHIT_DROP, "t", submission);
	} else if (strcmp(analyst, word->analyst) != 0)
		db_run(d, SQL_TRUEHIT_CONFIRM, "tttt", submission, word->bytes,
		    word->analyst, word->package);
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
