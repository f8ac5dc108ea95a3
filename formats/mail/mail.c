#include <gmime/gmime.h>
#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/files/archive.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailbody.h"
#include "formats/mail/mailform.h"
#include "formats/mail/mailhead.h"
#include "formats/mail/mailmeant.h"
#include "formats/mail/mailpart.h"
#include "formats/mail/mailshape.h"
#include "formats/mail/mailtaking.h"
#include "formats/mail/mailwrap.h"
#include "formats/names/charset.h"
#include "formats/outlook/outlook.h"

/* Bytes of the texts of all the mails in one. */
#define WALK_TEXTS (16U * LIMIT_TEXT)

static void
swallow(
    const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer arg)
{
	(void)domain;
	(void)level;
	(void)text;
	(void)arg;
}

void
mail_setup(void)
{
	charset_setup();
	g_log_set_default_handler(swallow, NULL);
	g_mime_init();
}

static void
add_mail(struct walk *w, struct mail *m)
{
	w->texts += strlen(m->text) + strlen(m->norm) + strlen(m->quoted);
	w->count++;
	if (w->first == NULL)
		w->first = m;
	else
		w->last->next = m;
	w->last = m;
}

/* A mail of which nothing is known but that it is there. */
static void
add_closed(struct walk *w, unsigned flags)
{
	struct mail *m;

	if (w->first != NULL && w->count >= LIMIT_WRAPPED) {
		w->flags |= MAIL_MORE;
		return;
	}
	m = arena_alloc(w->a, sizeof(*m));
	m->flags = MAIL_OPAQUE | flags;
	m->text = m->norm = m->quoted = "";
	add_mail(w, m);
}

static void
take_one(struct walk *w, struct taking *t, GMimeMessage *msg,
    const struct wrapper *by)
{
	*t = (struct taking){ .w = w, .a = w->a };
	t->m = arena_alloc(w->a, sizeof(*t->m));
	t->names = personal_new(w->a, w->names);
	t->bounce = mailpart_is_bounce(msg);
	mailhead_take(t, GMIME_OBJECT(msg));
	mailhead_wrappers(t, by);
	mailbody_take(t, g_mime_message_get_mime_part(msg), 0);
	mailmeant_finish(t);
	if (by == NULL)
		return;
	t->m->flags |= MAIL_FORWARDED;
	for (; by != NULL; by = by->by)
		t->m->flags |= by->marks;
	if ((t->m->flags & (MAIL_SEEN | MAIL_EITHER)) == MAIL_SEEN)
		t->m->norm = t->m->quoted = "";
}

/* What a mail with others inside is. */
enum standing {
	STANDS_ROUND,	 /* a wrapper, and nothing of it is a fact */
	STANDS_BESIDE,	 /* a mail of its own, as the others are */
	STANDS_FOREMOST, /* the attack; the others came with it */
	STANDS_DOUBTFUL, /* one of the two */
	STANDS_WORDS,	 /* the same, of which nothing can be told */
	STANDS_UNPROVEN	 /* the same, and not even what it wraps says so */
};

/*
 * It is one of its own where it sends one on in its text besides, or has links
 * or files of its own and is not of the side that got the others.
 */
static enum standing
standing(struct taking *t, GMimeMessage *msg)
{
	GMimeMessage **open;
	size_t i, count = 0;
	enum side side;

	if (t->inner_count == 0)
		return STANDS_BESIDE;
	if (t->forwards)
		return t->m->from != NULL || t->m->url_count > 0 ? STANDS_BESIDE
								 : STANDS_ROUND;
	open = arena_alloc(t->a, (t->inner_count + 1) * sizeof(*open));
	for (i = 0; i < t->inner_count; i++)
		if (t->inner[i].msg != NULL)
			open[count++] = t->inner[i].msg;
	mailwrap_note_words(t, t->texts);
	side = mailwrap_side(t, msg, open, count);
	if (!mailwrap_has_content(t)) {
		if (mailwrap_leaves_out(t, side))
			t->w->flags |= MAIL_LEFT_OUT;
		return side == SIDE_UNKNOWN && mailwrap_has_words(t)
			   ? STANDS_WORDS
			   : STANDS_ROUND;
	}
	if (side == SIDE_OWN)
		t->w->flags |= MAIL_LEFT_OUT;
	return side == SIDE_OWN	      ? STANDS_ROUND
	       : side == SIDE_CLAIMED ? STANDS_DOUBTFUL
	       : side == SIDE_RELAYED ? STANDS_UNPROVEN
	       : side == SIDE_SENDER  ? STANDS_BESIDE
				      : STANDS_FOREMOST;
}

/* A mail of which only the files are known, or those and the links. */
static struct mail *
without_head(struct walk *w, const struct mail *m)
{
	struct mail *own = arena_alloc(w->a, sizeof(*own));

	own->files = arena_alloc(w->a, (m->file_count + 1) * sizeof(*m->files));
	if (m->file_count > 0)
		memcpy(own->files, m->files, m->file_count * sizeof(*m->files));
	own->file_count = m->file_count;
	own->recipients = m->recipients;
	own->recipient_count = m->recipient_count;
	own->text = own->norm = own->quoted = "";
	return own;
}

/* Of one that is not read: what runs is of the attack, whoever sent it on.
 * False: nothing does. */
static bool
add_programs(struct walk *w, const struct mail *m)
{
	struct mail *own = without_head(w, m);

	if (!mailwrap_keep_programs(w->a, own))
		return false;
	add_mail(w, own);
	return true;
}

/* Of one that may be a wrapper, and may be the attack: what tells of neither
 * house.  False: there is nothing of that. */
static bool
add_doubtful(struct walk *w, const struct taking *t)
{
	struct mail *own = without_head(w, t->m);
	bool pays = mailwrap_says_account(t);

	own->urls = t->m->urls;
	own->url_count = t->m->url_count;
	own->from = t->m->from;
	if (mailwrap_keep_doubtful(t, own))
		w->flags |= MAIL_LEFT_OUT;
	own->from = NULL;
	own->flags = MAIL_EITHER | MAIL_SEEN;
	if (own->file_count + own->url_count == 0 && !pays)
		return false;
	if (pays) {
		own->text = t->m->text;
		own->norm = t->m->norm;
	}
	add_mail(w, own);
	return true;
}

/* What is told of one that is not read; and what it makes of those inside. */
static unsigned
add_unread(struct walk *w, const struct taking *t, enum standing is)
{
	bool some = add_programs(w, t->m);

	if (is == STANDS_WORDS)
		return MAIL_EITHER;
	if (is == STANDS_ROUND || (!add_doubtful(w, t) && !some))
		return 0;
	return is == STANDS_DOUBTFUL ? MAIL_EITHER : MAIL_EITHER | MAIL_SEEN;
}

static void
add_outer(
    struct walk *w, struct taking *t, struct wrapper *own, enum standing is)
{
	size_t i;

	own->read = is == STANDS_BESIDE || is == STANDS_FOREMOST;
	if (!own->read) {
		own->marks = add_unread(w, t, is);
		return;
	}
	own->marks = is == STANDS_FOREMOST ? MAIL_SEEN : 0;
	for (i = 0; i < t->inner_count; i++)
		if (t->inner[i].msg != NULL)
			mailhead_recipients(t, GMIME_OBJECT(t->inner[i].msg));
	add_mail(w, t->m);
}

/* The mail, or those that it wraps, each in its place. */
static void
read_mail(struct walk *w, const struct inner *in, const struct wrapper *by,
    unsigned depth)
{
	GMimeMessage *msg = in->msg;
	struct wrapper own = { by, msg, false, 0 };
	struct taking t;
	size_t i;

	if (w->count >= LIMIT_WRAPPED || w->texts > WALK_TEXTS) {
		w->flags |= MAIL_MORE;
		return;
	}
	take_one(w, &t, msg, by);
	mail_form_note(&t.m->flags, in->form);
	if (t.outer != NULL)
		add_mail(w, t.outer);
	add_outer(w, &t, &own, standing(&t, msg));
	if (t.inner_count > 0 && depth == LIMIT_WRAPS) {
		w->flags |= MAIL_MORE;
		return;
	}
	for (i = 0; i < t.inner_count; i++)
		if (t.inner[i].msg == NULL)
			add_closed(w, MAIL_FORWARDED);
		else
			read_mail(w, &t.inner[i], &own, depth + 1);
}

/* All mails of a file, in whatever form. */
static void
read_form(struct walk *w, const void *p, size_t len)
{
	struct mailform f;
	struct inner in;
	const char *mail;

	if (!mailform_open(&f, p, len)) {
		add_closed(w, 0);
		return;
	}
	if (f.partial)
		w->flags |= MAIL_CUT;
	while (mailform_next(&f, w->a, &mail, &len)) {
		in = (struct inner){ mailpart_message(w, mail, len), f.form };
		if (in.msg == NULL) {
			add_closed(w, 0);
			continue;
		}
		read_mail(w, &in, NULL, 0);
		g_object_unref(in.msg);
		if (w->flags & MAIL_MORE)
			break;
	}
	mailform_close(&f);
}

bool
mail_is(const char *name, const void *p, size_t len)
{
	return outlook_is_tnef(p, len) || mailpart_is_mail(NULL, name, p, len);
}

/* A member of an archive of mails. */
static void
read_member(void *arg, const struct archive_entry_seen *e)
{
	struct walk *w = arg;

	if (w->flags & MAIL_MORE)
		return;
	if (e->data == NULL)
		add_closed(w, MAIL_FORWARDED);
	else if (mail_is(e->name, e->data, e->len))
		read_form(w, e->data, e->len);
	else
		w->flags |= MAIL_LEFT_OUT;
}

static void
read_archive(struct walk *w, const void *p, size_t len)
{
	enum peek got;

	got = archive_peek(p, len, LIMIT_INNER, LIMIT_MAIL, read_member, w);
	if (w->first == NULL)
		return;
	if (got == PEEK_TOO_MUCH)
		w->flags |= MAIL_MORE;
	else if (got == PEEK_BROKEN)
		w->flags |= MAIL_CUT;
}

static bool
is_archive(const void *p, size_t len)
{
	struct filefact f = { 0 };

	filefact_judge(&f, p, len);
	return f.kind == FILE_ARCHIVE;
}

struct mail *
mail_parse(struct arena *a, const void *p, size_t len, struct personal *names)
{
	struct walk w = { .a = a, .names = names };
	guint i;

	w.opened = g_ptr_array_new();
	if (len <= LIMIT_MAIL && is_archive(p, len))
		read_archive(&w, p, len);
	if (w.first == NULL)
		read_form(&w, p, len);
	for (i = 0; i < w.opened->len; i++)
		g_object_unref(g_ptr_array_index(w.opened, i));
	g_ptr_array_free(w.opened, TRUE);
	if (w.first == NULL)
		add_closed(&w, 0);
	w.first->flags |= w.flags;
	return w.first;
}
