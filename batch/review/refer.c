#include <stdbool.h>
#include <string.h>

#include "batch/review/refer.h"
#include "batch/store/chapter.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/request.h"
#include "batch/store/ruling.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/config/roster.h"
#include "formats/package/package.h"

/* Of one package, as far as it was looked at. */
struct referring {
	struct hub *h;
	const char *analyst; /* who would sign */
	enum lang lang;
	const char *fault;
};

static void
want(struct referring *r, bool there, const char *what, const char *id)
{
	if (r->fault == NULL && !there)
		r->fault = say_of(r->h->arena, SAY_REVIEW_REFER_UNKNOWN,
		    r->lang, "what", what, "id", id, NULL);
}

static void
want_row(
    struct referring *r, enum sql_id query, const char *what, const char *id)
{
	if (id != NULL)
		want(r, db_one(r->h->db, query, 0, "t", id) != 0, what, id);
}

static void
want_submission(struct referring *r, const char *id)
{
	want_row(r, SQL_REFER_SUBMISSION, "submission", id);
}

static void
look_at_ruling(struct referring *r, const struct pkg_ruling *u)
{
	size_t i;

	want_row(r, SQL_CASE_EXISTS, "case", u->case_id);
	want_row(r, SQL_CASE_EXISTS, "case", u->merge_into);
	want_row(r, SQL_ITEM_EXISTS, "item", u->item);
	want_row(r, SQL_RUN_EXISTS, "run", u->as_of);
	want_submission(r, u->submission);
	for (i = 0; i < u->reader_count; i++)
		want(r, roster_audience(r->h->roster, u->readers[i]) != NULL,
		    "audience", u->readers[i]);
	for (i = 0; i < u->split_count; i++)
		want_submission(r, u->split[i]);
	for (i = 0; i < u->step_count; i++)
		want_submission(r, u->steps[i].submission);
	if (u->answer != NULL)
		want_row(r, SQL_REFER_ASKED, "question", u->submission);
	want_submission(r, u->truehit);
	for (i = 0; i < u->fact_count; i++)
		want(r,
		    db_one(r->h->db, SQL_TRUEHIT_GIVEN, 0, "ttt", u->truehit,
			ind_type_word(u->facts[i].type),
			u->facts[i].value) != 0,
		    "fact", u->facts[i].value);
}

static const char *
author(struct hub *h, const char *name)
{
	if (valid_chapter(name))
		return chapter_analyst(h->db, h->arena, name);
	return valid_request(name) ? request_analyst(h->db, h->arena, name)
				   : ruling_analyst(h->db, h->arena, name);
}

static void
look_at_confirm(struct referring *r, const struct pkg_confirm *c)
{
	const char *by = author(r->h, c->ruling);

	want(r, by != NULL, "confirm", c->ruling);
	if (r->fault == NULL && c->approve && strcmp(by, r->analyst) == 0)
		r->fault = say_of(r->h->arena, SAY_REVIEW_REFER_OWN, r->lang,
		    "id", c->ruling, NULL);
}

const char *
refer_fault(
    struct hub *h, const char *analyst, enum lang lang, const struct package *p)
{
	struct referring r = { .h = h, .analyst = analyst, .lang = lang };
	size_t i;

	for (i = 0; i < p->ruling_count; i++)
		look_at_ruling(&r, &p->rulings[i]);
	for (i = 0; i < p->confirm_count; i++)
		look_at_confirm(&r, &p->confirms[i]);
	return r.fault;
}
