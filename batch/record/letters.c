#include <fcntl.h>
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/evidence/unread.h"
#include "batch/night/arrival.h"
#include "batch/night/lines.h"
#include "batch/night/night.h"
#include "batch/record/letters.h"
#include "batch/record/post.h"
#include "batch/record/readers.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "formats/out/letter.h"
#include "formats/out/unread.h"

#define TITLE_SHOWN 200 /* bytes of a title or name that a letter tells */
/* An upload that was there another night has broken off. */
#define UNFINISHED_AFTER ((int64_t)12 * 60 * 60)

/* One reader's letter while it is put together. */
struct box {
	const char *who;
	struct receipt *receipts;
	struct letter_news *news;
	struct letter_concern *concerns;
	struct letter_word *answers, *requests;
	struct letter l;
};

/* All of a night. */
struct boxes {
	struct night *n;
	struct box **list; /* in the order in which somebody had something */
	size_t count;
	GHashTable *of;
	const char *name; /* of the letters */
	int64_t at;
	struct buf empty; /* the zip of one with nothing in it */
};

static struct box *
box_of(struct boxes *b, const char *who)
{
	struct box *x = g_hash_table_lookup(b->of, who);

	if (x != NULL)
		return x;
	x = arena_alloc(b->n->arena, sizeof(*x));
	x->who = arena_strdup(b->n->arena, who);
	*(struct box **)arena_push(
	    b->n->arena, &b->list, &b->count, sizeof(struct box *)) = x;
	g_hash_table_insert(b->of, (char *)(uintptr_t)x->who, x);
	return x;
}

static struct receipt *
add_receipt(struct boxes *b, const char *who)
{
	struct box *x = box_of(b, who);

	return arena_push(b->n->arena, &x->receipts, &x->l.receipt_count,
	    sizeof(*x->receipts));
}

/* Whose folder of the inbox a file lay in; NULL: nobody's. */
static const char *
folder_of(struct night *n, const char *path)
{
	static const char inbox[] = "inbox/";
	struct sender s;
	const char *slash;

	if (path == NULL || strncmp(path, inbox, sizeof(inbox) - 1) != 0)
		return NULL;
	path += sizeof(inbox) - 1;
	slash = strchr(path, '/');
	if (slash == NULL)
		return NULL;
	path = arena_printf(n->arena, "%.*s", (int)(slash - path), path);
	return sender_find(n->hub->roster, path, &s) ? s.id : NULL;
}

/* What its sender called it. */
static const char *
name_in_folder(struct arena *a, const char *path)
{
	const char *name = strrchr(path, '/') + 1;

	return text_escape(a, name, strlen(name), TITLE_SHOWN);
}

/* Whose a package is, or else whose folder it lay in, who then hears what is
 * wrong with the file and nothing else. */
static void
take_packages(struct boxes *b, const char *run)
{
	struct arena *a = b->n->arena;
	const char *who, *path, *folder;
	struct receipt *r;
	struct stmt *s;
	bool known;

	s = db_query(b->n->hub->db, SQL_LETTER_PACKAGES, "t", run);
	while (db_row(s)) {
		known = !db_null(s, 2);
		path = db_null(s, 7) ? NULL : db_textdup(s, 7, a);
		folder = folder_of(b->n, path);
		who = known ? db_text(s, 2) : folder;
		if (who == NULL)
			continue;
		r = add_receipt(b, who);
		if (folder != NULL && strcmp(folder, who) == 0)
			r->file = name_in_folder(a, path);
		r->sha256 = db_textdup(s, 0, a);
		r->package_id = known ? db_textdup(s, 1, a) : NULL;
		r->state = db_textdup(s, 3, a);
		r->reason =
		    db_null(s, 4) ? REASON_NONE : reason_parse(db_text(s, 4));
		r->detail = db_textdup(s, 5, a);
		r->at = db_int(s, 6);
	}
}

static void
take_again(struct boxes *b, const char *run)
{
	struct arena *a = b->n->arena;
	struct receipt *r;
	struct stmt *s;

	s = db_query(b->n->hub->db, SQL_LETTER_AGAIN, "t", run);
	while (db_row(s)) {
		r = add_receipt(b, db_text(s, 2));
		r->package_id = db_textdup(s, 1, a);
		r->state = db_textdup(s, 4, a);
		r->reason =
		    db_null(s, 5) ? REASON_NONE : reason_parse(db_text(s, 5));
		/* What was not read, or half of it, is known by its name. */
		r->detail = db_textdup(s, 6, a);
		if (r->detail == NULL)
			r->sha256 = db_textdup(s, 0, a);
		r->at = db_int(s, 3);
		if (b->at == 0)
			b->at = r->at;
	}
}

static void
take_refused_again(struct boxes *b, const char *run)
{
	struct arena *a = b->n->arena;
	const char *who, *path, *folder;
	struct receipt *r;
	struct stmt *s;

	s = db_query(b->n->hub->db, SQL_LETTER_REFUSED_AGAIN, "t", run);
	while (db_row(s)) {
		who = db_textdup(s, 1, a);
		path = db_textdup(s, 6, a);
		folder = folder_of(b->n, path);
		r = add_receipt(b, who);
		if (folder != NULL && strcmp(folder, who) == 0)
			r->file = name_in_folder(a, path);
		r->sha256 = db_textdup(s, 0, a);
		r->state = db_textdup(s, 3, a);
		r->reason = reason_parse(db_text(s, 4));
		r->detail = db_textdup(s, 5, a);
		r->at = db_int(s, 2);
		if (b->at == 0)
			b->at = r->at;
	}
}

/* AUDIENCE:ITEM, blanks between. */
static void
take_items(struct boxes *b, struct letter_news *w, const char *items)
{
	struct arena *a = b->n->arena;
	char *list = arena_strdup(a, items), *word, *rest = NULL, *item;
	struct letter_item *out;

	for (word = strtok_r(list, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		item = strchr(word, ':');
		if (item == NULL)
			continue;
		*item++ = '\0';
		out = arena_push(a, &w->items, &w->item_count, sizeof(*out));
		*out = (struct letter_item){ item, word };
	}
}

/* By which its sender knows a submission again. */
static const char *
title_of(struct night *n, const char *title)
{
	return text_escape(n->arena, title, strlen(title), TITLE_SHOWN);
}

static void
take_news(struct boxes *b, const char *run)
{
	struct letter_news *w;
	struct stmt *s;
	struct box *x;

	s = db_query(b->n->hub->db, SQL_LETTER_NEWS, "t", run);
	while (db_row(s)) {
		x = box_of(b, db_text(s, 3));
		w = arena_push(
		    b->n->arena, &x->news, &x->l.news_count, sizeof(*w));
		w->submission = db_textdup(s, 0, b->n->arena);
		w->title = title_of(b->n, db_text(s, 4));
		fate_parse(db_text(s, 1), &w->fate);
		take_items(b, w, db_text(s, 2));
	}
}

static void
take_concerns(struct boxes *b, const char *run)
{
	struct arena *a = b->n->arena;
	struct letter_concern *c;
	struct stmt *s;
	struct box *x;

	s = db_query(b->n->hub->db, SQL_LETTER_CONCERNS, "t", run);
	while (db_row(s)) {
		x = box_of(b, db_text(s, 0));
		c = arena_push(
		    a, &x->concerns, &x->l.concern_count, sizeof(*c));
		c->type = db_textdup(s, 1, a);
		c->value = db_textdup(s, 2, a);
		c->audience = db_textdup(s, 3, a);
		c->item = db_textdup(s, 4, a);
		x->l.concerns_left = (uint64_t)db_int(s, 5);
	}
}

/* Nothing in its name tells whom else the same ruling answers. */
static const char *
answer_name(struct arena *a, const char *ruling, const struct letter_word *w)
{
	char hex[DIGEST_HEX];
	struct digest d;
	const char *all;

	all = arena_printf(a, "%s %s %s", ruling, w->submission, w->text);
	digest_of(all, strlen(all), &d);
	digest_hex(&d, hex);
	return arena_printf(a, "%.16s", hex);
}

static void
add_answer(struct boxes *b, const char *who, const struct letter_word *w)
{
	struct box *x = box_of(b, who);

	*(struct letter_word *)arena_push(b->n->arena, &x->answers,
	    &x->l.answer_count, sizeof(*x->answers)) = *w;
}

/* Of the night in which they take effect; the rulings were read for the names
 * and words of others. */
static void
take_answers(struct boxes *b, const char *run)
{
	struct arena *a = b->n->arena;
	struct letter_word w;
	struct stmt *s;

	s = db_query(b->n->hub->db, SQL_LETTER_ANSWERS, "t", run);
	while (db_row(s)) {
		w = (struct letter_word){ .submission = db_textdup(s, 1, a),
			.text = db_textdup(s, 3, a) };
		w.id = answer_name(a, db_text(s, 2), &w);
		add_answer(b, db_textdup(s, 0, a), &w);
	}
}

/* What its provider is asked about a submission; the words were read as those
 * of answers were. */
static void
take_requests(struct boxes *b, const char *run)
{
	struct arena *a = b->n->arena;
	struct letter_word *w;
	struct box *x;
	struct stmt *s;

	s = db_query(b->n->hub->db, SQL_LETTER_REQUESTS, "t", run);
	while (db_row(s)) {
		x = box_of(b, db_textdup(s, 0, a));
		w = arena_push(
		    a, &x->requests, &x->l.request_count, sizeof(*x->requests));
		*w = (struct letter_word){ .submission = db_textdup(s, 1, a),
			.id = db_textdup(s, 2, a),
			.until = db_textdup(s, 3, a),
			.text = db_textdup(s, 4, a) };
	}
}

/* Everybody who may send and reads for the audience: that a letter is there
 * tells no more than the bundle does.  One for all would tell those of other
 * groups that something was released. */
static void
cover(struct boxes *b, const char *audience)
{
	const struct roster *r = b->n->hub->roster;
	const struct roster_audience *to = roster_audience(r, audience);
	size_t i;

	for (i = 0; to != NULL && i < r->member_count; i++)
		if (roster_reads(r, to, r->members[i].id, b->n->day))
			box_of(b, r->members[i].id);
	if (to != NULL && to->kind != AUDIENCE_SIG)
		box_of(b, to->id);
}

static void
take_readers(struct boxes *b, const char *run)
{
	const char **list = NULL;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(b->n->hub->db, SQL_LETTER_BUNDLES, "t", run);
	while (db_row(s))
		arena_push_str(
		    b->n->arena, &list, &count, db_textdup(s, 0, b->n->arena));
	for (i = 0; i < count; i++)
		cover(b, list[i]);
}

static void
take_run(struct boxes *b, const char *run)
{
	int64_t at;

	at = db_one(b->n->hub->db, SQL_LETTER_AT, 0, "t", run);
	if (b->at == 0)
		b->at = at;
	take_packages(b, run);
	take_again(b, run);
	take_refused_again(b, run);
	take_news(b, run);
	take_concerns(b, run);
	take_answers(b, run);
	take_requests(b, run);
	if (b->n->hub->settings.cover)
		take_readers(b, run);
}

struct unread_in {
	const char *id, *called; /* the submission, and by its sender */
};

static void
list_unread(struct night *n, struct receipt *r, const struct unread_in *in,
    size_t in_count)
{
	struct unread *all = NULL, *list, *u;
	size_t i, k, count;

	for (i = 0; i < in_count; i++) {
		list = unread_of(n->hub, n->arena, in[i].id, &count);
		for (k = 0; k < count; k++) {
			u = arena_push(
			    n->arena, &all, &r->unread_count, sizeof(*u));
			*u = list[k];
			u->submission = in[i].called;
		}
	}
	r->unread = all;
}

static void
list_submissions(struct night *n, struct receipt *r)
{
	struct unread_in *unread = NULL, *u;
	struct receipt_submission *p;
	size_t count = 0;
	struct stmt *s;

	if (strcmp(r->state, "accepted") != 0)
		return;
	s = db_query(n->hub->db, SQL_LETTER_SUBMISSIONS, "t", r->sha256);
	while (db_row(s)) {
		p = arena_push(n->arena, &r->submissions, &r->submission_count,
		    sizeof(*p));
		p->id = db_textdup(s, 3, n->arena);
		p->title = title_of(n, db_text(s, 1));
		if (db_int(s, 2) == 0)
			continue;
		u = arena_push(n->arena, &unread, &count, sizeof(*u));
		*u = (struct unread_in){ db_textdup(s, 0, n->arena), p->id };
	}
	list_unread(n, r, unread, count);
}

static bool
is_empty(const struct letter *l)
{
	return l->receipt_count + l->news_count + l->concern_count +
		   l->request_count + l->answer_count ==
	       0;
}

static const char *
name_of(struct night *n, const char *run)
{
	const char *name = run;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_LETTER_NAME, "t", run);
	if (db_row(s)) {
		name = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return name;
}

/* That the hub was put back is told to all, once. */
static int64_t
line_of(struct boxes *b)
{
	const char *run;
	int64_t begun = lines_told(b->n, &run);

	return begun != 0 && strcmp(name_of(b->n, run), b->name) == 0 ? begun
								      : 0;
}

/* Letters with nothing in them have the same bytes. */
static int
pack(struct boxes *b, struct box *x, struct buf *out)
{
	struct night *n = b->n;
	bool began;
	size_t i;
	int rc = 0;

	x->l.run = b->name;
	x->l.at = b->at;
	x->l.line = line_of(b);
	x->l.receipts = x->receipts;
	x->l.news = x->news;
	x->l.concerns = x->concerns;
	x->l.answers = x->answers;
	x->l.requests = x->requests;
	began = db_begin_look(n->hub->db);
	for (i = 0; i < x->l.receipt_count; i++)
		list_submissions(n, &x->receipts[i]);
	db_end_look(n->hub->db, began);
	if (!is_empty(&x->l))
		return letter_pack(n->arena, out, &x->l);
	if (b->empty.len == 0)
		rc = letter_pack(n->arena, &b->empty, &x->l);
	buf_put(out, b->empty.data, b->empty.len);
	return rc;
}

static bool
there(struct night *n, const char *path)
{
	return faccessat(n->hub->dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* By what a receipt is told from others of its letter. */
static const char *
subject(const struct receipt *r)
{
	return r->sha256 != NULL ? r->sha256 : r->detail;
}

static int
by_package(const void *a, const void *b)
{
	const struct receipt *x = a, *y = b;
	int c = strcmp(subject(x), subject(y));

	return c != 0 ? c : strcmp(x->state, y->state);
}

static int
by_submission(const void *a, const void *b)
{
	const struct letter_news *x = a, *y = b;
	int c = strcmp(x->submission, y->submission);

	return c != 0 ? c : (int)x->fate - (int)y->fate;
}

/* A night that was cut short and run again tells the same in the same order. */
static void
put_in_order(struct box *x)
{
	if (x->l.receipt_count > 1)
		qsort(x->receipts, x->l.receipt_count, sizeof(*x->receipts),
		    by_package);
	if (x->l.news_count > 1)
		qsort(
		    x->news, x->l.news_count, sizeof(*x->news), by_submission);
}

/* What lies there is left, where it can hold no less. */
static void
send_box(struct boxes *b, struct post *p, struct box *x, bool again)
{
	struct night *n = b->n;
	struct readers readers = { 0 };
	struct buf zip = { 0 };
	struct arena *kept;
	const char *path;
	int rc;

	path = hub_letter_path(n->arena, x->who, b->name);
	readers_of_member(n, x->who, &readers);
	if (readers.count == 0 || (!again && there(n, path)))
		return;
	put_in_order(x);
	kept = night_aside(n);
	rc = pack(b, x, &zip);
	night_back(n, kept);
	if (rc == -1)
		night_attention(
		    n, "%s is not delivered: more than can be written", path);
	else
		post_send(p, path,
		    arena_printf(n->arena, "receipts-%s.zip", b->name), &zip,
		    readers.fingerprints, readers.count, false);
	buf_free(&zip);
}

static int
by_who(const void *a, const void *b)
{
	const struct box *x = *(struct box *const *)a;
	const struct box *y = *(struct box *const *)b;

	return strcmp(x->who, y->who);
}

static void
send_all(struct boxes *b, struct post *p, bool again)
{
	size_t i;

	if (b->count > 1)
		qsort(b->list, b->count, sizeof(struct box *), by_who);
	for (i = 0; i < b->count; i++)
		send_box(b, p, b->list[i], again);
	buf_free(&b->empty);
	g_hash_table_destroy(b->of);
}

void
letters_send(struct night *n, struct post *p, const char *run)
{
	struct boxes b = { .n = n,
		.of = g_hash_table_new(g_str_hash, g_str_equal),
		.name = name_of(n, run) };
	const char **runs = NULL;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_LETTER_RUNS, "t", b.name);
	while (db_row(s))
		arena_push_str(
		    n->arena, &runs, &count, db_textdup(s, 0, n->arena));
	for (i = 0; i < count; i++)
		take_run(&b, runs[i]);
	send_all(&b, p, count > 1);
}

void
letters_name(struct night *n)
{
	db_run(n->hub->db, SQL_LETTERS_NAME, "");
	lines_note(n);
}

/* Runs of which not all is in the outbox yet. */
static const char **
open_runs(struct night *n, size_t *count)
{
	const char **list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RUNS_OPEN, "");
	while (db_row(s))
		arena_push_str(
		    n->arena, &list, count, db_textdup(s, 0, n->arena));
	return list;
}

/* Tonight's, or that of a run that was cut short before it sent any. */
static const char *
run_to_tell(struct night *n, const char *who, const char **open, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!there(
			n, hub_letter_path(n->arena, who, name_of(n, open[i]))))
			return open[i];
	return n->run;
}

/* Too much for a night: before it was read, or when it was. */
static bool
waits_for_room(const struct arrival *a)
{
	if (a->state != PACKAGE_WAITING || a->why.reason == REASON_NONE)
		return false;
	return a->spooled ? a->unlink != NULL : a->why.reason == REASON_BUSY;
}

/* Who is told that it waits, the first time that it does; NULL: nobody.
 * Nothing is known of it but where it lies, and its bytes where they were
 * read. */
static const char *
told_to_wait(struct night *n, const struct arrival *a)
{
	const char *who;

	if (!waits_for_room(a))
		return NULL;
	who = folder_of(n, a->path);
	if (who != NULL && !a->spooled)
		db_run(n->hub->db, SQL_WAITING_ADD, "tti", a->path, a->sha256,
		    n->at);
	if (who == NULL || db_run(n->hub->db, SQL_WAITING_TELL, "tti", a->path,
			       a->sha256, n->at) == 0)
		return NULL;
	return who;
}

/* Whose upload has broken off, as it has stood still since another night; NULL:
 * nobody's, or he knows. */
static const char *
told_unfinished(struct night *n, const struct arrival *a)
{
	const char *who;

	if (a->state != PACKAGE_WAITING || a->why.reason != REASON_UNFINISHED)
		return NULL;
	who = folder_of(n, a->path);
	if (who == NULL)
		return NULL;
	db_run(n->hub->db, SQL_UPLOAD_SEEN, "tii", a->path, (int64_t)a->size,
	    n->at);
	return db_run(n->hub->db, SQL_UPLOAD_TELL, "ti", a->path,
		   n->at - UNFINISHED_AFTER) == 0
		   ? NULL
		   : who;
}

/* What tells of tonight and enters no journal. */
static void
note(struct night *n, const struct arrival *a, const char *who,
    const char *package, const char *run)
{
	bool duplicate = a->state == PACKAGE_DUPLICATE;
	bool refused = a->state == PACKAGE_QUARANTINED;
	bool whole = a->spooled || arrival_is_again(a);

	db_run(n->hub->db, SQL_AGAIN_ADD, "ttttittt",
	    whole ? a->sha256 : a->path, who, package, run, n->at,
	    package_state_word(a->state),
	    duplicate ? NULL : reason_word(a->why.reason),
	    refused ? a->from
	    : whole ? NULL
		    : strrchr(a->path, '/') + 1);
}

/* Whether tonight's refusal of the same bytes is his already. */
static bool
heard(struct night *n, const struct arrival *a, const char *who)
{
	const char *his = NULL;
	struct stmt *s;

	s = db_query(
	    n->hub->db, SQL_LETTER_REFUSED_ONCE, "tt", a->sha256, n->run);
	while (db_row(s))
		his = !db_null(s, 0) ? db_textdup(s, 0, n->arena)
		      : db_null(s, 1)
			  ? NULL
			  : folder_of(n, db_textdup(s, 1, n->arena));
	return his != NULL && strcmp(his, who) == 0;
}

void
letters_note_again(struct night *n)
{
	const struct arrival *a;
	const char **open, *who;
	size_t count;

	open = open_runs(n, &count);
	for (a = n->arrivals; a < n->arrivals + n->arrival_count; a++)
		/* A medium that is read each night says nothing new. */
		if (arrival_is_again(a)) {
			who = arrival_whose(a);
			if (!heard(n, a, who))
				note(n, a, who, a->package_id,
				    run_to_tell(n, who, open, count));
		} else if ((who = told_unfinished(n, a)) != NULL ||
			   (who = told_to_wait(n, a)) != NULL)
			note(n, a, who, NULL, run_to_tell(n, who, open, count));
	db_run(n->hub->db, SQL_WAITING_FORGET, "i", n->at);
	db_run(n->hub->db, SQL_UPLOAD_FORGET, "i", n->at);
}

void
letters_of_again(struct night *n)
{
	const char **runs = NULL;
	struct post *post;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_AGAIN_ALONE, "");
	while (db_row(s))
		arena_push_str(
		    n->arena, &runs, &count, db_textdup(s, 0, n->arena));
	post = post_open(n, n->at);
	for (i = 0; i < count; i++)
		letters_send(n, post, runs[i]);
	post_close(post);
}
