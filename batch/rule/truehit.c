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

json_t *
truehit_waiting(struct db *d)
{
	json_t *list = json_array(), *one, *values;
	struct stmt *s;
	size_t i;

	s = db_query(d, SQL_TRUEHITS_WAITING, "");
	while (db_row(s))
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?, s:b}",
			      "ruling", db_text(s, 0), "case", db_text(s, 1),
			      "submission", db_text(s, 2), "by", db_text(s, 3),
			      "bytes", db_text(s, 4), "provider", db_text(s, 5),
			      "confirmed", (int)db_int(s, 6)));
	json_array_foreach(list, i, one)
	{
		values = json_array();
		s = db_query(d, SQL_TRUEHIT_FACTS, "t",
		    json_string_value(json_object_get(one, "submission")));
		while (db_row(s))
			json_array_append_new(
			    values, json_string(db_text(s, 1)));
		json_object_set_new(one, "values", values);
	}
	return list;
}
