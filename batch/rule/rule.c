#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/gate/gate.h"
#include "batch/night/night.h"
#include "batch/rule/asking.h"
#include "batch/rule/caserule.h"
#include "batch/rule/distrust.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/reach.h"
#include "batch/rule/rule.h"
#include "batch/rule/texthit.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/views/shut.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"

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

/* The case on which a ruling bears today; NULL where there is none. */
static const char *
bears_on(struct night *n, const struct ruling *r)
{
	struct db *d = n->hub->db;
	const char *id = r->casefile;
	struct stmt *s;

	if (id == NULL) {
		s = r->item != NULL
			? db_query(d, SQL_ITEM_CASE, "t", r->item)
			: db_query(d, SQL_SUBMISSION_IN, "t", r->submission);
		if (!db_row(s))
			return NULL;
		id = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return casefile_resolve(d, n->arena, id);
}

/* It goes back to its analyst, who rewords it in a ruling signed later, or
 * insists: then another must agree. */
static bool
is_to_reword(struct night *n, const struct ruling *r)
{
	const char *hit = texthit(n, r);

	if (hit != NULL)
		night_attention(n,
		    "%s: ruling %s is not in effect: its words hold %s, of a submission that it is about; rule in other words, or have it confirmed by another analyst",
		    r->bears, r->id, hit);
	return hit != NULL;
}

static void
judge(struct night *n, struct ruling *r)
{
	struct db *d = n->hub->db;
	bool truehit, second, reword;

	r->bears = bears_on(n, r);
	if (r->bears == NULL)
		return;
	reach(n, r);
	if (r->retract == SAID_YES)
		shut_close(n, r);
	truehit = truehit_rule(n, r);
	/* Each says what it waits for, so both are asked. */
	second = !truehit && foureyes_wanted(n, r);
	reword = !truehit && is_to_reword(n, r);
	r->waits = second || reword;
	db_run(d, SQL_RULING_JUDGED, "titt", r->package, r->n, r->bears,
	    r->waits ? n->run : NULL);
	if (truehit)
		db_run(d, SQL_RULING_STATE, "tittt", r->package, r->n, n->run,
		    NULL, NULL);
	else
		caserule(n, r->bears, r);
}

static void
rulings(struct night *n)
{
	struct ruling *list;
	size_t count, i;

	list = rulings_new(n->hub->db, n->arena, &count);
	if (count == 0)
		return;
	gate_free(n->gate);
	n->gate = gate_new(n->arena, n->hub->roster);
	for (i = 0; i < count; i++)
		judge(n, &list[i]);
}

/* Rulings that wait go with a case that went into another since. */
static void
follow_mergers(struct night *n)
{
	struct ruling *list = NULL, *r;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_RULINGS_ASTRAY, "");
	while (db_row(s)) {
		r = arena_push(n->arena, &list, &count, sizeof(*r));
		r->package = db_textdup(s, 0, n->arena);
		r->n = db_int(s, 1);
		r->bears = db_textdup(s, 2, n->arena);
		r->run = db_textdup(s, 3, n->arena);
	}
	for (i = 0; i < count; i++)
		db_run(n->hub->db, SQL_RULING_JUDGED, "titt", list[i].package,
		    list[i].n,
		    casefile_resolve(n->hub->db, n->arena, list[i].bears),
		    list[i].run);
}

/* What an analyst says of another's ruling. */
struct confirm {
	const char *package, *analyst, *ruling, *bytes;
	int64_t n;
};

static void
say_late_confirm(struct night *n, const struct confirm *c)
{
	bool late = false;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_CONFIRM_HOLDS, "ttt", c->ruling,
	    c->analyst, n->run);
	if (db_row(s)) {
		late = db_int(s, 2) != 0 &&
		       (strcmp(db_text(s, 0), c->package) != 0 ||
			   db_int(s, 1) != c->n);
		db_end(s);
	}
	if (late)
		night_attention(n,
		    "ruling %s: a word of %s came late and changes nothing: another, signed after it, holds",
		    c->ruling, c->analyst);
}

static void
hear(struct night *n, const struct confirm *c)
{
	struct db *d = n->hub->db;
	const char *id, *bears = NULL;
	struct stmt *s;
	int64_t number;

	say_late_confirm(n, c);
	db_run(d, SQL_CONFIRM_DONE, "tit", c->package, c->n, n->run);
	if (valid_request(c->ruling) || valid_chapter(c->ruling))
		return; /* asking() hears it, or the report */
	number = ruling_number(n->arena, c->ruling, &id);
	if (c->bytes != NULL) {
		truehit_hear(n, c->ruling, id, number);
		return;
	}
	s = db_query(d, SQL_RULING_BEARS, "ti", id, number);
	if (db_row(s)) {
		bears = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	if (bears != NULL)
		caserule(n, bears, NULL);
}

static void
confirmations(struct night *n)
{
	struct confirm *list = NULL, *c;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_CONFIRMS_NEW, "");
	while (db_row(s)) {
		c = arena_push(n->arena, &list, &count, sizeof(*c));
		c->package = db_textdup(s, 0, n->arena);
		c->n = db_int(s, 1);
		c->analyst = db_textdup(s, 2, n->arena);
		c->ruling = db_textdup(s, 3, n->arena);
		c->bytes = db_textdup(s, 5, n->arena);
	}
	for (i = 0; i < count; i++)
		hear(n, &list[i]);
}

/* The submissions that an answer is about. */
struct answered {
	const char **submissions;
	size_t count;
};

/* A provider's answer to a preview. */
struct answer_word {
	const char *package, *preview;
	int64_t n;
};

static void
note_answer(struct night *n, const struct answered *a, const char *preview,
    bool approve)
{
	size_t i;

	if (db_run(n->hub->db, SQL_PREVIEW_DECIDE, "tti", preview,
		approve ? "approve" : "refuse", n->at) > 0)
		for (i = 0; i < a->count; i++)
			db_run(n->hub->db, SQL_DIRTY_BY_SUBMISSION, "t",
			    a->submissions[i]);
}

/* What a preview is of. */
static void
load_answered(struct night *n, const char *preview, struct answered *a)
{
	struct stmt *s;

	s = db_query(n->hub->db, SQL_PREVIEW_SUBMISSION, "t", preview);
	while (db_row(s))
		arena_push_str(n->arena, &a->submissions, &a->count,
		    db_textdup(s, 0, n->arena));
}

/* The newest answer holds, whichever came first. */
static void
answer(struct night *n, const struct answer_word *c)
{
	struct db *d = n->hub->db;
	struct answered of = { NULL, 0 };
	bool approve = false, late = false, any = false;
	struct stmt *s;

	load_answered(n, c->preview, &of);
	s = db_query(d, SQL_CONSENT_HOLDS, "tt", c->preview, n->run);
	if (db_row(s)) {
		any = true;
		approve = db_int(s, 2) != 0;
		late = db_int(s, 3) != 0 &&
		       (strcmp(db_text(s, 0), c->package) != 0 ||
			   db_int(s, 1) != c->n);
		db_end(s);
	}
	if (any)
		note_answer(n, &of, c->preview, approve);
	if (late && of.count > 0)
		night_attention(n,
		    "submission %s: an answer of its provider came late and changes nothing: another, signed after it, holds",
		    of.submissions[0]);
	db_run(d, SQL_CONSENT_DONE, "tit", c->package, c->n, n->run);
}

static void
consents(struct night *n)
{
	struct answer_word *list = NULL, *c;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_CONSENTS_NEW, "");
	while (db_row(s)) {
		c = arena_push(n->arena, &list, &count, sizeof(*c));
		c->package = db_textdup(s, 0, n->arena);
		c->n = db_int(s, 1);
		c->preview = db_textdup(s, 2, n->arena);
	}
	for (i = 0; i < count; i++)
		answer(n, &list[i]);
}

void
rule(struct night *n)
{
	distrust(n);
	withdrawals(n);
	follow_mergers(n);
	confirmations(n);
	rulings(n);
	consents(n);
	asking(n);
}
