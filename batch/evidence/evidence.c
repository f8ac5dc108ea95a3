#include <string.h>

#include "batch/base/clock.h"
#include "batch/cases/casefile.h"
#include "batch/evidence/asked.h"
#include "batch/evidence/campaign.h"
#include "batch/evidence/comparison.h"
#include "batch/evidence/evidence.h"
#include "batch/evidence/rarity.h"
#include "batch/evidence/sightings.h"
#include "batch/evidence/thread.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/wrote.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

static void
add_head(struct hub *h, struct case_evidence *e)
{
	const char *now;
	struct stmt *s;

	now = casefile_resolve(h->db, h->arena, e->id);
	e->merged_into = strcmp(now, e->id) == 0 ? NULL : now;
	s = db_query(h->db, SQL_EVIDENCE_CASE, "t", e->id);
	if (!db_row(s))
		return;
	e->class = db_textdup(s, 0, h->arena);
	e->grave = db_int(s, 1) != 0;
	if (!db_null(s, 2))
		e->release = db_int(s, 2) ? CASE_RELEASED : CASE_HELD;
	e->title = db_textdup(s, 3, h->arena);
	e->harmless = db_int(s, 4) != 0;
	db_end(s);
}

static void
add_submissions(struct hub *h, struct case_evidence *e)
{
	struct arena *a = h->arena;
	const char **joined = NULL;
	struct case_submission *p;
	struct stmt *s;
	size_t n = 0, i;

	s = db_query(h->db, SQL_SHOW_CASE_SUBMISSIONS, "t", e->id);
	while (db_row(s)) {
		p = arena_push(
		    a, &e->submissions, &e->submission_count, sizeof(*p));
		p->id = db_textdup(s, 0, a);
		p->kind = db_textdup(s, 1, a);
		p->title = db_textdup(s, 2, a);
		p->consent = db_textdup(s, 3, a);
		p->scope = db_textdup(s, 4, a);
		p->tlp = db_textdup(s, 5, a);
		p->day = db_textdup(s, 6, a);
		p->member = db_textdup(s, 7, a);
		arena_push_str(a, &joined, &n, db_textdup(s, 8, a));
		p->withdrawn = !db_null(s, 9);
	}
	for (i = 0; i < n; i++) {
		p = &e->submissions[i];
		p->wrote = wrote_of(h, p->id);
		p->joined = join_of(h, p->id, joined[i]);
		p->unread = unread_of(h, a, p->id, &p->unread_count);
	}
}

static void
add_rulings(struct hub *h, struct case_evidence *e)
{
	struct arena *a = h->arena;
	struct case_ruling *r;
	char at[CLOCK_TEXT];
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_CASE_RULINGS, "t", e->id);
	while (db_row(s)) {
		r = arena_push(a, &e->rulings, &e->ruling_count, sizeof(*r));
		clock_text(db_int(s, 1), at);
		r->analyst = db_textdup(s, 0, a);
		r->at = arena_strdup(a, at);
		r->class = db_textdup(s, 2, a);
		r->release = db_textdup(s, 3, a);
		r->title = db_textdup(s, 4, a);
		r->merge = db_textdup(s, 5, a);
		r->reason = db_textdup(s, 6, a);
		r->second = db_textdup(s, 7, a);
		r->about = db_int(s, 8);
		r->readers = db_textdup(s, 9, a);
		r->harmless = db_textdup(s, 10, a);
		r->techniques = db_textdup(s, 11, a);
	}
}

static void
add_items(struct hub *h, struct case_evidence *e)
{
	struct case_item *i;
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_CASE_ITEMS, "t", e->id);
	while (db_row(s)) {
		i = arena_push(h->arena, &e->items, &e->item_count, sizeof(*i));
		i->id = db_textdup(s, 0, h->arena);
		i->first_shared = db_textdup(s, 1, h->arena);
		i->retracted = db_textdup(s, 2, h->arena);
		i->superseded = db_int(s, 3) != 0;
	}
}

static void
add_steps(struct hub *h, struct case_evidence *e)
{
	struct arena *a = h->arena;
	struct case_step *p;
	char day[11];
	struct stmt *s;

	s = db_query(h->db, SQL_EVIDENCE_STEPS, "t", e->id);
	while (db_row(s)) {
		p = arena_push(
		    a, &e->ruled_steps, &e->ruled_step_count, sizeof(*p));
		p->n = db_int(s, 0);
		p->kind = db_textdup(s, 1, a);
		p->submission = db_textdup(s, 2, a);
		if (db_int(s, 3) != 0) {
			clock_day(db_int(s, 3), day);
			p->day = arena_strdup(a, day);
		}
		p->text = db_textdup(s, 4, a);
	}
}

struct case_evidence *
evidence_of(struct hub *h, const char *id)
{
	struct case_evidence *e;

	if (db_one(h->db, SQL_CASE_EXISTS, 0, "t", id) == 0)
		return NULL;
	e = arena_alloc(h->arena, sizeof(*e));
	e->id = id;
	add_head(h, e);
	e->proposed = proposal_of(h, id);
	add_submissions(h, e);
	e->keys = rarity_of_case(h, id, &e->key_count);
	e->nearest = comparison_nearest(h, id, &e->nearest_count);
	e->related = campaign_related(h, id, &e->related_count);
	e->campaign = campaign_members(h, id, &e->campaign_count);
	e->named =
	    campaign_names(h, e->campaign, e->campaign_count, &e->named_count);
	matrix_of(h, id, &e->matrix);
	add_steps(h, e);
	e->thread = thread_proposed(h, id, &e->thread_count);
	add_rulings(h, e);
	add_items(h, e);
	e->asked = asked_of_case(h, id, &e->asked_count);
	e->sightings = sightings_of_case(h, id, &e->sighting_count);
	return e;
}
