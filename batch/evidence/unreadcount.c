#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "batch/evidence/unread.h"
#include "batch/evidence/unreadcount.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/mail/mailshape.h"

/* Of what is one thing, and was read alike. */
struct row {
	const char *what, *read, *reason;
	uint64_t files, submissions, senders;
	size_t submission, sender; /* counted last */
};

struct counting {
	struct arena *a;
	struct row *rows;
	size_t count;
	size_t submission, sender; /* being counted, from 1 on */
};

static void
add(struct counting *c, const char *what, const char *read, const char *reason)
{
	struct row *r;
	size_t i;

	for (i = 0; i < c->count; i++)
		if (strcmp(c->rows[i].what, what) == 0 &&
		    strcmp(c->rows[i].read, read) == 0 &&
		    strcmp(c->rows[i].reason, reason) == 0)
			break;
	if (i == c->count) {
		r = arena_push(c->a, &c->rows, &c->count, sizeof(*r));
		*r = (struct row){
			.what = what, .read = read, .reason = reason
		};
	}
	r = &c->rows[i];
	r->files++;
	r->submissions += r->submission != c->submission;
	r->senders += r->sender != c->sender;
	r->submission = c->submission;
	r->sender = c->sender;
}

/* Kinds that only the end of a name tells; a sender's own word is told of
 * none. */
static const char *
by_name(const char *name)
{
	static const char *const ends[] = { "xml", "iodef", "pcap", "pcapng",
		"json", "csv", "tsv", "txt", "log", "eml", "mbox", "ics", "one",
		"evtx", "yar", "ioc", "svg", "db" };
	const char *dot = name == NULL ? NULL : strrchr(name, '.');
	size_t i;

	for (i = 0; dot != NULL && i < sizeof(ends) / sizeof(ends[0]); i++)
		if (strcasecmp(dot + 1, ends[i]) == 0)
			return ends[i];
	return "other";
}

static const char *
what_is(const struct unread_piece *p, const char *form)
{
	if (p->is_mail)
		return mail_form_word(mail_form_of(p->mail_flags));
	if (form != NULL && strcmp(form, "unknown") != 0)
		return form;
	if (p->kind != FILE_OTHER)
		return file_kind_word(p->kind);
	return by_name(p->name != NULL ? p->name : p->path);
}

/* Of which only the name, the size and the digest are taken. */
static bool
has_no_reader(const struct unread_piece *p, const char *form)
{
	return !p->is_mail && form == NULL && p->kind != FILE_ARCHIVE &&
	       p->kind != FILE_HTML && p->kind != FILE_OFFICE;
}

static const char *
form_of(struct hub *h, struct arena *a, const char *submission, unsigned n)
{
	const char *form = NULL;
	struct stmt *s;

	s = db_query(h->db, SQL_UNREAD_FORMS, "t", submission);
	while (db_row(s))
		if ((unsigned)db_int(s, 0) == n)
			form = db_textdup(s, 1, a);
	return form;
}

/* A piece once for each thing that is said of it, or once. */
static void
count_piece(struct counting *c, const struct unread_piece *p, const char *form,
    const struct unread *said, size_t count)
{
	const char *what = what_is(p, form);
	bool any = false;
	size_t i;

	for (i = 0; i < count; i++)
		if (said[i].n == p->n) {
			add(c, what, unread_extent(&said[i]),
			    unread_reason_word(said[i].reason));
			any = true;
		}
	if (!any && has_no_reader(p, form))
		add(c, what, "digest", "no-reader");
	else if (!any)
		add(c, what, "whole", "");
}

static void
count_submission(struct counting *c, struct hub *h, const char *id)
{
	struct arena *a = arena_new();
	struct unread_piece *pieces;
	struct unread *said;
	size_t count, said_count, i;
	const char *form;

	pieces = unread_pieces(h, a, id, &count);
	said = unread_of(h, a, id, &said_count);
	for (i = 0; i < count; i++) {
		/* A mail's file is counted as the mails in it. */
		if (!pieces[i].is_mail && pieces[i].role == FROLE_MAIL)
			continue;
		form = pieces[i].path == NULL
			   ? NULL
			   : form_of(h, c->a, id, pieces[i].n);
		count_piece(c, &pieces[i], form, said, said_count);
	}
	arena_free(a);
}

static int
by_words(const void *va, const void *vb)
{
	const struct row *a = va, *b = vb;
	int n = strcmp(a->what, b->what);

	if (n == 0)
		n = strcmp(a->read, b->read);
	return n != 0 ? n : strcmp(a->reason, b->reason);
}

static void
put_rows(struct buf *b, struct counting *c)
{
	const struct row *r;
	size_t i;

	if (c->count > 1)
		qsort(c->rows, c->count, sizeof(*c->rows), by_words);
	buf_puts(b, "what,read,reason,files,submissions,senders\r\n");
	for (i = 0; i < c->count; i++) {
		r = &c->rows[i];
		buf_printf(b,
		    "%s,%s,%s,%" PRIu64 ",%" PRIu64 ",%" PRIu64 "\r\n", r->what,
		    r->read, r->reason, r->files, r->submissions, r->senders);
	}
}

void
unreadcount_write(
    struct hub *h, const char *first, const char *last, struct buf *b)
{
	struct counting c = { .a = arena_new() };
	const char **ids = NULL, **senders = NULL;
	size_t count = 0, same = 0, i;
	struct stmt *s;

	s = db_query(h->db, SQL_UNREAD_PERIOD, "tt", first, last);
	while (db_row(s)) {
		arena_push_str(c.a, &ids, &count, db_textdup(s, 0, c.a));
		arena_push_str(c.a, &senders, &same, db_textdup(s, 1, c.a));
	}
	for (i = 0; i < count; i++) {
		c.submission++;
		c.sender += i == 0 || strcmp(senders[i], senders[i - 1]) != 0;
		count_submission(&c, h, ids[i]);
	}
	put_rows(b, &c);
	arena_free(c.a);
}
