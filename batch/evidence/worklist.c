#include "batch/evidence/worklist.h"
#include "batch/base/clock.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* The columns that both statements begin with. */
static struct look *
add(struct hub *h, struct stmt *s, struct look **list, size_t *count)
{
	struct look *l;

	l = arena_push(h->arena, list, count, sizeof(*l));
	l->casefile = db_textdup(s, 0, h->arena);
	l->with = db_textdup(s, 1, h->arena);
	l->score = db_int(s, 2);
	l->why = db_textdup(s, 3, h->arena);
	return l;
}

struct look *
worklist(struct hub *h, size_t *count)
{
	struct look *list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_WORKLIST, "");
	while (db_row(s))
		add(h, s, &list, count)->run = db_textdup(s, 4, h->arena);
	return list;
}

struct look *
worklist_of_run(struct hub *h, const char *run, size_t *count)
{
	struct look *list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_RUN_LOOK, "t", run);
	while (db_row(s))
		add(h, s, &list, count)->run = run;
	return list;
}

struct met *
worklist_met(struct hub *h, size_t *count)
{
	struct met *list = NULL, *m;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_WORKLIST_MET, "");
	while (db_row(s)) {
		m = arena_push(h->arena, &list, count, sizeof(*m));
		m->audience = db_textdup(s, 0, h->arena);
		m->submission = db_textdup(s, 1, h->arena);
		m->item = db_textdup(s, 2, h->arena);
		m->other = db_textdup(s, 3, h->arena);
		m->casefile = db_textdup(s, 4, h->arena);
	}
	return list;
}

struct lacking *
worklist_lacking(struct hub *h, size_t *count)
{
	struct lacking *list = NULL, *l;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_WORKLIST_LACKING, "");
	while (db_row(s)) {
		l = arena_push(h->arena, &list, count, sizeof(*l));
		l->audience = db_textdup(s, 0, h->arena);
		l->item = db_textdup(s, 1, h->arena);
		l->casefile = db_textdup(s, 2, h->arena);
		l->class = db_textdup(s, 3, h->arena);
		clock_day(db_int(s, 4), l->ruled);
	}
	return list;
}

struct shut_value *
worklist_shut(struct hub *h, size_t *count)
{
	struct shut_value *list = NULL, *v;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_WORKLIST_SHUT, "");
	while (db_row(s)) {
		v = arena_push(h->arena, &list, count, sizeof(*v));
		v->audience = db_textdup(s, 0, h->arena);
		v->casefile = db_textdup(s, 1, h->arena);
		v->type = db_textdup(s, 2, h->arena);
		v->value = db_textdup(s, 3, h->arena);
		v->ruling = db_textdup(s, 4, h->arena);
	}
	return list;
}

struct kept_out *
worklist_kept_out(struct hub *h, size_t *count)
{
	struct kept_out *list = NULL, *v;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_WORKLIST_KEPT_OUT, "");
	while (db_row(s)) {
		v = arena_push(h->arena, &list, count, sizeof(*v));
		v->audience = db_textdup(s, 0, h->arena);
		v->type = db_textdup(s, 1, h->arena);
		v->value = db_textdup(s, 2, h->arena);
		v->items = db_textdup(s, 3, h->arena);
		v->why = db_textdup(s, 4, h->arena);
	}
	return list;
}

static struct sent_in *
list_sent_in(struct hub *h, enum sql_id id, size_t *count)
{
	struct sent_in *list = NULL, *x;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, id, "");
	while (db_row(s)) {
		x = arena_push(h->arena, &list, count, sizeof(*x));
		x->submission = db_textdup(s, 0, h->arena);
		x->casefile = db_textdup(s, 1, h->arena);
		x->member = db_textdup(s, 2, h->arena);
		x->day = db_textdup(s, 3, h->arena);
		x->title = db_textdup(s, 4, h->arena);
	}
	return list;
}

struct sent_in *
worklist_outside(struct hub *h, size_t *count)
{
	return list_sent_in(h, SQL_WORKLIST_OUTSIDE, count);
}

struct sent_in *
worklist_shut_out(struct hub *h, size_t *count)
{
	return list_sent_in(h, SQL_WORKLIST_SHUT_OUT, count);
}

struct sent_in *
worklist_asks(struct hub *h, size_t *count)
{
	return list_sent_in(h, SQL_WORKLIST_ASKS, count);
}
