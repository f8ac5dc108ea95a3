#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/near.h"
#include "batch/night/night.h"
#include "batch/release/truehit.h"
#include "batch/rule/foureyes.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct part {
	const char *what, *submission, *text;
	int64_t at;
};

static int64_t
maybe_int(struct stmt *s, int column)
{
	return db_null(s, column) ? -1 : db_int(s, column);
}

static void
withdrawals(struct night *n)
{
	struct db *d = n->hub->db;
	struct stmt *s;
	struct w {
		const char *package, *submission;
		int64_t n, at;
	} *list = NULL, *w;
	size_t count = 0, i;
	bool one;

	s = db_query(d, SQL_WITHDRAWALS_NEW, "");
	while (db_row(s)) {
		w = arena_push(n->arena, &list, &count, sizeof(*w));
		w->package = db_textdup(s, 0, n->arena);
		w->n = db_int(s, 1);
		w->submission = db_textdup(s, 2, n->arena);
		w->at = db_int(s, 3);
	}
	for (i = 0; i < count; i++) {
		w = &list[i];
		one = strchr(w->submission, '/') != NULL;
		db_run(d, one ? SQL_DIRTY_BY_SUBMISSION : SQL_DIRTY_BY_PACKAGE,
		    "t", w->submission);
		db_run(d, one ? SQL_WITHDRAW_ONE : SQL_WITHDRAW_PACKAGE, "ti",
		    w->submission, w->at);
		db_run(d, SQL_WITHDRAWAL_DONE, "tit", w->package, w->n, n->run);
	}
}

static struct ruling *
new_rulings(struct night *n, size_t *count)
{
	struct ruling *list = NULL, *r;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RULINGS_NEW, "");
	while (db_row(s)) {
		r = arena_push(n->arena, &list, count, sizeof(*r));
		r->package = db_textdup(s, 0, n->arena);
		r->n = db_int(s, 1);
		r->casefile = db_textdup(s, 2, n->arena);
		r->item = db_textdup(s, 3, n->arena);
		r->class = db_textdup(s, 4, n->arena);
		r->grounds = db_textdup(s, 5, n->arena);
		r->grave = maybe_int(s, 6);
		r->release = maybe_int(s, 7);
		r->retract = maybe_int(s, 8);
		r->title = db_textdup(s, 9, n->arena);
		r->analysis = db_textdup(s, 10, n->arena);
		r->countermeasure = db_textdup(s, 11, n->arena);
		r->merge_into = db_textdup(s, 12, n->arena);
		r->analyst = db_textdup(s, 13, n->arena);
		r->second = db_textdup(s, 14, n->arena);
		r->created = db_int(s, 15);
		r->at = db_int(s, 16);
		r->waits = !db_null(s, 17);
		r->refused = !db_null(s, 18);
	}
	return list;
}

static struct part *
parts_of(struct night *n, const struct ruling *r, size_t *count)
{
	struct part *list = NULL, *p;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RULING_PARTS, "ti", r->package, r->n);
	while (db_row(s)) {
		p = arena_push(n->arena, &list, count, sizeof(*p));
		p->what = db_textdup(s, 1, n->arena);
		p->submission = db_textdup(s, 2, n->arena);
		p->at = db_int(s, 3);
		p->text = db_textdup(s, 4, n->arena);
	}
	return list;
}

static bool
is_step(const struct part *p)
{
	return strcmp(p->what, "redact") != 0 &&
	       strcmp(p->what, "split") != 0 && strcmp(p->what, "truehit") != 0;
}

/* A thread is given whole each time: the new one replaces the old. */
static void
apply_thread(
    struct night *n, const char *id, const struct part *parts, size_t count)
{
	struct db *d = n->hub->db;
	int64_t step = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!is_step(&parts[i]))
			continue;
		if (step == 0)
			db_run(d, SQL_THREAD_CLEAR, "t", id);
		db_run(d, SQL_THREAD_ADD, "tittit", id, ++step, parts[i].what,
		    parts[i].submission, parts[i].at, parts[i].text);
	}
}

static void
apply_split(struct night *n, const struct part *parts, size_t count)
{
	const char *id = NULL;
	int64_t last = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(parts[i].what, "split") != 0)
			continue;
		/* What is split off together stays together. */
		if (id == NULL)
			id = casefile_new(n, &last);
		casefile_assign(n, parts[i].submission, id, "ruling: split");
		near_lead(n, parts[i].submission);
	}
}

static void
rule_case(struct night *n, const struct ruling *r)
{
	struct db *d = n->hub->db;
	struct part *parts;
	const char *id, *into;
	size_t count, i;

	id = casefile_resolve(d, n->arena, r->casefile);
	foureyes_lapse(n, r, id);
	db_run(d, SQL_CASE_RULE_TEXTS, "ttttttt", id, r->class, r->grounds,
	    r->title, r->analysis, r->countermeasure, n->run);
	if (r->grave != -1)
		db_run(d, SQL_CASE_RULE_GRAVE, "ti", id, r->grave);
	if (r->release != -1)
		db_run(d, SQL_CASE_RULE_RELEASE, "ti", id, r->release);
	if (r->class != NULL || r->release != -1)
		db_run(d, SQL_STANDING_CASE, "ti", id, n->at);
	casefile_dirty(n, id);
	parts = parts_of(n, r, &count);
	for (i = 0; i < count; i++)
		if (strcmp(parts[i].what, "redact") == 0)
			db_run(d, SQL_REDACT_ADD, "tt", id, parts[i].text);
	if (r->narrow)
		return;
	apply_thread(n, id, parts, count);
	apply_split(n, parts, count);
	if (r->merge_into != NULL) {
		into = casefile_resolve(d, n->arena, r->merge_into);
		casefile_merge(n, id, into, "ruling: merge");
	}
}

static void
rule_item(struct night *n, const struct ruling *r)
{
	struct db *d = n->hub->db;
	const char *id = NULL;
	struct stmt *s;

	if (r->retract != 1)
		return;
	s = db_query(d, SQL_ITEM_CASE, "t", r->item);
	if (db_row(s)) {
		id = db_textdup(s, 0, n->arena);
		db_end(s);
		foureyes_lapse(n, r, id);
	}
	db_run(d, SQL_ITEM_RETRACT, "tt", r->item, n->day);
	db_run(d, SQL_DIRTY_BY_ITEM, "t", r->item);
}

static void
rulings(struct night *n)
{
	struct ruling *list, *r;
	size_t count, i;

	list = new_rulings(n, &count);
	for (i = 0; i < count; i++) {
		r = &list[i];
		if (!foureyes_share(n, r))
			continue;
		if (r->item != NULL)
			rule_item(n, r);
		if (r->casefile != NULL &&
		    !truehit_rule(n, r->package, r->n, r->analyst))
			rule_case(n, r);
		if (!r->narrow)
			db_run(n->hub->db, SQL_RULING_DONE, "tit", r->package,
			    r->n, n->run);
	}
}

static void
consents(struct night *n)
{
	struct db *d = n->hub->db;
	struct stmt *s;
	struct c {
		const char *package, *preview;
		int64_t n, approve, created;
	} *list = NULL, *c;
	size_t count = 0, i;
	const char *sub;

	s = db_query(d, SQL_CONSENTS_NEW, "");
	while (db_row(s)) {
		c = arena_push(n->arena, &list, &count, sizeof(*c));
		c->package = db_textdup(s, 0, n->arena);
		c->n = db_int(s, 1);
		c->preview = db_textdup(s, 2, n->arena);
		c->approve = db_int(s, 3);
		c->created = db_int(s, 4);
	}
	for (i = 0; i < count; i++) {
		c = &list[i];
		db_run(d, SQL_PREVIEW_DECIDE, "tti", c->preview,
		    c->approve ? "approve" : "refuse", n->at);
		s = db_query(d, SQL_PREVIEW_SUBMISSION, "t", c->preview);
		if (db_row(s)) {
			sub = db_textdup(s, 0, n->arena);
			db_end(s);
			db_run(d, SQL_DIRTY_BY_SUBMISSION, "t", sub);
		}
		db_run(d, SQL_CONSENT_DONE, "tit", c->package, c->n, n->run);
	}
}

/*
 * Takes what the roster distrusts, what members withdrew and answered and what
 * analysts ruled since the last night, in the order in which they wrote it;
 * gives it effect on cases, items and previews.
 */
void
rule(struct night *n)
{
	distrust(n);
	withdrawals(n);
	foureyes_hear(n);
	rulings(n);
	consents(n);
}
