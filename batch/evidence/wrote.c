#include "batch/evidence/wrote.h"
#include "batch/base/clock.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

static void
add_words(struct hub *h, struct wrote *w)
{
	struct arena *a = h->arena;
	struct stmt *s;

	s = db_query(h->db, SQL_WROTE_WORDS, "t", w->submission);
	if (!db_row(s))
		return;
	w->description = db_textdup(s, 0, a);
	w->topic = db_textdup(s, 1, a);
	w->victim = db_textdup(s, 2, a);
	w->partial = db_int(s, 3) != 0;
	w->publish = db_int(s, 4) != 0;
	w->asks = db_int(s, 5) != 0;
	w->request = db_textdup(s, 6, a);
	w->sig = db_textdup(s, 7, a);
	w->agencies = db_textdup(s, 8, a);
	db_end(s);
}

static const char *
day_of(struct arena *a, int64_t at)
{
	char day[11];

	if (at == 0)
		return NULL;
	clock_day(at, day);
	return arena_strdup(a, day);
}

static void
add_mails(struct hub *h, struct wrote *w)
{
	struct arena *a = h->arena;
	struct wrote_mail *m;
	struct stmt *s;

	s = db_query(h->db, SQL_WROTE_MAILS, "t", w->submission);
	while (db_row(s)) {
		m = arena_push(a, &w->mails, &w->mail_count, sizeof(*m));
		m->n = db_int(s, 0);
		m->sender = db_textdup(s, 1, a);
		m->sender_name = db_textdup(s, 2, a);
		m->reply_to = db_textdup(s, 3, a);
		m->return_path = db_textdup(s, 4, a);
		m->subject = db_textdup(s, 5, a);
		m->day = day_of(a, db_int(s, 6));
		m->sender_ip = db_textdup(s, 7, a);
		m->mailer = db_textdup(s, 8, a);
		m->message_id = db_textdup(s, 9, a);
		m->text = db_textdup(s, 10, a);
	}
}

static void
add_files(struct hub *h, struct wrote *w)
{
	struct arena *a = h->arena;
	struct wrote_file *f;
	struct stmt *s;

	s = db_query(h->db, SQL_WROTE_FILES, "t", w->submission);
	while (db_row(s)) {
		f = arena_push(a, &w->files, &w->file_count, sizeof(*f));
		f->n = db_int(s, 0);
		f->mail = db_int(s, 1);
		f->parent = db_int(s, 2);
		f->role = db_textdup(s, 3, a);
		f->name = db_textdup(s, 4, a);
		f->kind = db_textdup(s, 5, a);
		f->flags = db_textdup(s, 6, a);
		f->sha256 = db_textdup(s, 7, a);
		f->size = db_int(s, 8);
	}
}

static void
add_values(struct hub *h, struct wrote *w)
{
	struct arena *a = h->arena;
	struct wrote_value *v;
	struct stmt *s;

	s = db_query(h->db, SQL_WROTE_VALUES, "t", w->submission);
	while (db_row(s)) {
		v = arena_push(a, &w->values, &w->value_count, sizeof(*v));
		v->type = db_textdup(s, 0, a);
		v->role = db_textdup(s, 1, a);
		v->value = db_textdup(s, 2, a);
		v->source = db_textdup(s, 3, a);
		v->echo = db_int(s, 4) != 0;
	}
}

static void
add_traffic(struct hub *h, struct wrote *w)
{
	struct arena *a = h->arena;
	struct wrote_traffic *o;
	struct stmt *s;

	s = db_query(h->db, SQL_WROTE_TRAFFIC, "t", w->submission);
	while (db_row(s)) {
		o = arena_push(a, &w->traffic, &w->traffic_count, sizeof(*o));
		o->inbound = db_int(s, 0) != 0;
		o->address = db_textdup(s, 1, a);
		o->port = db_int(s, 2);
		o->protocol = db_textdup(s, 3, a);
		o->first = db_textdup(s, 4, a);
		o->last = db_textdup(s, 5, a);
		o->count = db_int(s, 6);
	}
}

struct wrote *
wrote_of(struct hub *h, const char *submission)
{
	struct wrote *w = arena_alloc(h->arena, sizeof(*w));
	struct stmt *s;

	w->submission = submission;
	add_words(h, w);
	add_mails(h, w);
	add_files(h, w);
	add_values(h, w);
	add_traffic(h, w);
	s = db_query(h->db, SQL_WROTE_SENSITIVE, "t", submission);
	while (db_row(s))
		arena_push_str(h->arena, &w->sensitive, &w->sensitive_count,
		    db_textdup(s, 0, h->arena));
	return w;
}
