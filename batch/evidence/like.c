#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/differ.h"
#include "batch/cases/lure.h"
#include "batch/evidence/evidence.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

static json_t *
runs_of(struct hub *h, const struct lure *x, const struct lure *y, bool *cut)
{
	json_t *runs = json_array();
	struct differ d;
	size_t i;

	differ_align(h->arena, x->norm, y->norm, &d);
	for (i = 0; i < d.count; i++)
		json_array_append_new(runs,
		    d.runs[i].common ? json_pack("{s:s}", "both", d.runs[i].a)
				     : json_pack("{s:s, s:s}", "here",
					   d.runs[i].a, "there", d.runs[i].b));
	*cut = d.cut;
	return runs;
}

/* Two mails, decided again from what is stored. */
static json_t *
likeness(struct hub *h, struct lures *lures, const char *a, int64_t a_n,
    const char *b, int64_t b_n)
{
	struct sameness m;
	struct lure *x, *y;
	json_t *runs;
	bool cut;

	x = lures_get(lures, a, a_n);
	y = lures_get(lures, b, b_n);
	sameness_judge(h->arena, x, y, &m);
	runs = runs_of(h, x, y, &cut);
	return json_pack("{s:s, s:I, s:s, s:I, s:s, s:s, s:i, s:i, s:i, s:i, "
			 "s:i, s:i, s:s?, s:s?, s:b, s:o}",
	    "here", a, "here-mail", (json_int_t)a_n, "with", b, "with-mail",
	    (json_int_t)b_n, "band", band_word(m.band), "why", m.why, "score",
	    (int)m.score.mean, "whole-text", (int)m.score.whole, "first-part",
	    (int)m.score.lead, "same-from", (int)m.score.same, "look-from",
	    (int)m.score.look, "subjects", (int)m.subjects, "brand-here",
	    m.brand_a, "brand-there", m.brand_b, "aligned", (int)!cut, "texts",
	    runs);
}

/* "like:SUBMISSION#N" into its parts. */
static bool
parse_like(struct hub *h, const char *joined, const char **with, int64_t *n)
{
	const char *hash;

	if (strncmp(joined, "like:", 5) != 0)
		return false;
	hash = strrchr(joined, '#');
	if (hash == NULL)
		return false;
	*with =
	    arena_strndup(h->arena, joined + 5, (size_t)(hash - joined) - 5);
	*n = strtoll(hash + 1, NULL, 10);
	return true;
}

/* The mail of a submission that is most like another. */
static json_t *
best_likeness(
    struct hub *h, const char *submission, const char *with, int64_t with_n)
{
	struct lures *lures;
	struct stmt *s;
	json_t *best = NULL, *one;
	int64_t *mails = NULL;
	size_t count = 0, i;

	s = db_query(h->db, SQL_NEAR_MAILS, "ti", submission, (int64_t)0);
	while (db_row(s))
		*(int64_t *)arena_push(
		    h->arena, &mails, &count, sizeof(*mails)) = db_int(s, 0);
	lures = lures_new(h->db);
	for (i = 0; i < count; i++) {
		one = likeness(h, lures, submission, mails[i], with, with_n);
		if (best == NULL ||
		    json_integer_value(json_object_get(one, "score")) >
			json_integer_value(json_object_get(best, "score"))) {
			json_decref(best);
			best = one;
		} else
			json_decref(one);
	}
	lures_free(lures);
	return best;
}

json_t *
evidence_join(struct hub *h, const char *submission, const char *joined)
{
	const char *with, *colon;
	json_t *out, *like;
	int64_t n;

	colon = strchr(joined, ':');
	out = json_object();
	json_object_set_new(out, "rule",
	    json_stringn(joined,
		colon == NULL ? strlen(joined) : (size_t)(colon - joined)));
	if (parse_like(h, joined, &with, &n)) {
		like = best_likeness(h, submission, with, n);
		if (like != NULL)
			json_object_set_new(out, "likeness", like);
	} else if (colon != NULL && strncmp(joined, "ruling", 6) != 0)
		json_object_set_new(out, "rarity", campaign_rarity(h, joined));
	else if (colon != NULL)
		json_object_set_new(out, "detail",
		    json_string(colon + 1 + strspn(colon + 1, " ")));
	return out;
}

json_t *
evidence_nearest(struct hub *h, const char *id)
{
	struct row {
		const char *a, *b, *why, *in;
		int64_t a_n, b_n;
	} *rows = NULL, *r;
	struct lures *lures;
	struct stmt *s;
	json_t *list = json_array(), *one;
	size_t count = 0, i;

	s = db_query(h->db, SQL_EVIDENCE_NEAR, "t", id);
	while (db_row(s)) {
		r = arena_push(h->arena, &rows, &count, sizeof(*r));
		r->a = db_textdup(s, 0, h->arena);
		r->a_n = db_int(s, 1);
		r->b = db_textdup(s, 2, h->arena);
		r->b_n = db_int(s, 3);
		r->why = db_textdup(s, 4, h->arena);
		r->in = db_textdup(s, 5, h->arena);
	}
	lures = lures_new(h->db);
	for (i = 0; i < count; i++) {
		r = &rows[i];
		one = likeness(h, lures, r->a, r->a_n, r->b, r->b_n);
		json_object_set_new(one, "why", json_string(r->why));
		json_object_set_new(one, "case", json_string(r->in));
		json_array_append_new(list, one);
	}
	lures_free(lures);
	return list;
}
