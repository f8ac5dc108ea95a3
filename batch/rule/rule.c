#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/joined.h"
#include "batch/cases/near.h"
#include "batch/night/night.h"
#include "batch/rule/distrust.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/rule.h"
#include "batch/rule/ruled.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "formats/base/mem.h"

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

static void
apply_split(struct night *n, const struct ruling_part *parts, size_t count)
{
	const char *id = NULL;
	int64_t last = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (parts[i].what != RULING_SPLIT)
			continue;
		/* What is split off together stays together. */
		if (id == NULL)
			id = casefile_new(n, &last);
		casefile_assign(n, parts[i].submission, id, JOINED_SPLIT);
		near_lead(n, parts[i].submission);
	}
}

static void
rule_case(struct night *n, const struct ruling *r)
{
	struct db *d = n->hub->db;
	struct ruling_part *parts;
	const char *id, *into;
	size_t count, i;

	id = casefile_resolve(d, n->arena, r->casefile);
	foureyes_lapse(n, r, id);
	ruled_say(n, r, id);
	/* What waits for a second analyst opens nothing yet. */
	db_run(
	    d, SQL_STANDING_CASE, "tii", id, n->at, r->narrow ? 0 : r->created);
	casefile_dirty(n, id);
	parts = ruling_parts(d, n->arena, r->package, r->n, &count);
	for (i = 0; i < count; i++)
		if (parts[i].what == RULING_REDACT)
			db_run(d, SQL_REDACT_ADD, "tt", id, parts[i].text);
	if (r->narrow)
		return;
	apply_split(n, parts, count);
	if (r->merge_into != NULL) {
		into = casefile_resolve(d, n->arena, r->merge_into);
		casefile_merge(n, id, into, JOINED_MERGE);
	}
}

static void
rule_item(struct night *n, const struct ruling *r)
{
	struct db *d = n->hub->db;
	const char *id = NULL;
	struct stmt *s;

	if (r->retract != SAID_YES)
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

	list = rulings_new(n->hub->db, n->arena, &count);
	for (i = 0; i < count; i++) {
		r = &list[i];
		if (!foureyes_share(n, r))
			continue;
		if (r->item != NULL)
			rule_item(n, r);
		if (r->casefile != NULL && !truehit_rule(n, r))
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

void
rule(struct night *n)
{
	distrust(n);
	withdrawals(n);
	foureyes_hear(n);
	rulings(n);
	consents(n);
}
