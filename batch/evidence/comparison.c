#include "batch/evidence/comparison.h"
#include "batch/cases/lure.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* c says which mails; the rest is filled in. */
static void
compare(struct hub *h, struct lures *lures, struct comparison *c)
{
	struct lure *x, *y;

	x = lures_get(lures, c->here, c->here_mail);
	y = lures_get(lures, c->with, c->with_mail);
	sameness_judge(h->arena, x, y, &c->same);
	differ_align(h->arena, x->norm, y->norm, &c->texts);
}

static int64_t *
mails_of(struct hub *h, const char *submission, size_t *count)
{
	int64_t *list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_NEAR_MAILS, "t", submission);
	while (db_row(s))
		*(int64_t *)arena_push(h->arena, &list, count, sizeof(*list)) =
		    db_int(s, 0);
	return list;
}

struct comparison *
comparison_best(
    struct hub *h, const char *submission, const char *with, int64_t with_n)
{
	struct comparison *best = NULL, *c;
	struct lures *lures;
	int64_t *mails;
	size_t count, i;

	mails = mails_of(h, submission, &count);
	lures = lures_new(h->db);
	for (i = 0; i < count; i++) {
		c = arena_alloc(h->arena, sizeof(*c));
		c->here = submission;
		c->here_mail = mails[i];
		c->with = with;
		c->with_mail = with_n;
		compare(h, lures, c);
		if (best == NULL || c->same.score.mean > best->same.score.mean)
			best = c;
	}
	lures_free(lures);
	return best;
}

struct comparison *
comparison_nearest(struct hub *h, const char *id, size_t *count)
{
	struct comparison *list = NULL, *c;
	const char *why, **noted = NULL;
	struct lures *lures;
	struct stmt *s;
	size_t i, n = 0;

	*count = 0;
	s = db_query(h->db, SQL_EVIDENCE_NEAR, "t", id);
	while (db_row(s)) {
		c = arena_push(h->arena, &list, count, sizeof(*c));
		c->here = db_textdup(s, 0, h->arena);
		c->here_mail = db_int(s, 1);
		c->with = db_textdup(s, 2, h->arena);
		c->with_mail = db_int(s, 3);
		why = db_textdup(s, 4, h->arena);
		arena_push_str(h->arena, &noted, &n, why);
		c->casefile = db_textdup(s, 5, h->arena);
	}
	lures = lures_new(h->db);
	for (i = 0; i < *count; i++) {
		compare(h, lures, &list[i]);
		/* As the night had it: lists since then may say otherwise. */
		list[i].same.why = noted[i];
	}
	lures_free(lures);
	return list;
}
