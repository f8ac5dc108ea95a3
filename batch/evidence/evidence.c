#include <inttypes.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/cases/casefile.h"
#include "batch/evidence/evidence.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

static json_t *
head_of(struct hub *h, const char *id)
{
	const char *now;
	struct stmt *s;
	json_t *doc;

	now = casefile_resolve(h->db, h->arena, id);
	doc = json_pack("{s:s, s:s?}", "case", id, "merged-into",
	    strcmp(now, id) == 0 ? NULL : now);
	s = db_query(h->db, SQL_CASE_LOAD, "t", id);
	if (db_row(s)) {
		json_object_update_new(doc,
		    json_pack("{s:s, s:b, s:s, s:s?}", "class", db_text(s, 0),
			"grave", (int)(db_int(s, 1) != 0), "release",
			db_null(s, 2)  ? "not ruled"
			: db_int(s, 2) ? "yes"
				       : "hold",
			"title", db_text(s, 4)));
		db_end(s);
	}
	return doc;
}

static json_t *
submissions_of(struct hub *h, const char *id)
{
	struct row {
		const char *id, *joined;
		json_t *json;
	} *rows = NULL, *r;
	json_t *list = json_array();
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(h->db, SQL_SHOW_CASE_SUBMISSIONS, "t", id);
	while (db_row(s)) {
		r = arena_push(h->arena, &rows, &count, sizeof(*r));
		r->id = db_textdup(s, 0, h->arena);
		r->joined =
		    db_null(s, 8) ? "first" : db_textdup(s, 8, h->arena);
		r->json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, "
				    "s:b}",
		    "id", r->id, "kind", db_text(s, 1), "title", db_text(s, 2),
		    "consent", db_text(s, 3), "scope", db_text(s, 4), "tlp",
		    db_text(s, 5), "day", db_text(s, 6), "member",
		    db_text(s, 7), "withdrawn", (int)!db_null(s, 9));
	}
	for (i = 0; i < count; i++) {
		json_object_set_new(rows[i].json, "joined",
		    evidence_join(h, rows[i].id, rows[i].joined));
		json_array_append_new(list, rows[i].json);
	}
	return list;
}

static json_t *
rulings_of(struct hub *h, const char *id)
{
	json_t *list = json_array();
	char at[CLOCK_TEXT];
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_CASE_RULINGS, "t", id);
	while (db_row(s)) {
		clock_text(db_int(s, 1), at);
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, "
				    "s:s?}",
			      "analyst", db_text(s, 0), "at", at, "class",
			      db_text(s, 2), "release", db_text(s, 3), "title",
			      db_text(s, 4), "merge", db_text(s, 5), "reason",
			      db_text(s, 6), "second", db_text(s, 7)));
	}
	return list;
}

static json_t *
items_of(struct hub *h, const char *id)
{
	json_t *list = json_array();
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_CASE_ITEMS, "t", id);
	while (db_row(s))
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:s?}", "id", db_text(s, 0),
			      "first-shared", db_text(s, 1), "retracted",
			      db_text(s, 2)));
	return list;
}

static json_t *
steps_of(struct hub *h, const char *id)
{
	json_t *list = json_array();
	char day[11];
	struct stmt *s;

	s = db_query(h->db, SQL_EVIDENCE_STEPS, "t", id);
	while (db_row(s)) {
		if (db_int(s, 3) != 0)
			clock_day(db_int(s, 3), day);
		json_array_append_new(list,
		    json_pack("{s:I, s:s, s:s?, s:s, s:s}", "n",
			(json_int_t)db_int(s, 0), "kind", db_text(s, 1), "day",
			db_int(s, 3) == 0 ? NULL : day, "submission",
			db_text(s, 2), "text", db_text(s, 4)));
	}
	return list;
}

json_t *
evidence_case(struct hub *h, const char *id)
{
	json_t *doc;

	if (db_one(h->db, SQL_CASE_EXISTS, 0, "t", id) == 0)
		return NULL;
	doc = head_of(h, id);
	json_object_set_new(doc, "proposed", proposal_of(h, id));
	json_object_set_new(doc, "submissions", submissions_of(h, id));
	json_object_set_new(doc, "keys", campaign_keys(h, id));
	json_object_set_new(doc, "nearest", evidence_nearest(h, id));
	json_object_set_new(doc, "related", campaign_related(h, id));
	json_object_set_new(doc, "campaign", campaign_members(h, id));
	json_object_set_new(doc, "matrix", matrix_of(h, id));
	json_object_set_new(doc, "thread",
	    json_pack("{s:o, s:o}", "ruled", steps_of(h, id), "proposed",
		thread_proposed(h, id)));
	json_object_set_new(doc, "rulings", rulings_of(h, id));
	json_object_set_new(doc, "items", items_of(h, id));
	return doc;
}

json_t *
evidence_worklist(struct hub *h)
{
	json_t *list = json_array();
	struct stmt *s;

	s = db_query(h->db, SQL_WORKLIST, "");
	while (db_row(s))
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:I, s:s, s:s}", "case",
			      db_text(s, 0), "with", db_text(s, 1), "score",
			      (json_int_t)db_int(s, 2), "why", db_text(s, 3),
			      "run", db_text(s, 4)));
	return list;
}
