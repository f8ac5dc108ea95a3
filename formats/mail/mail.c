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
	*w->next = m;
	w->next = &m->next;
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
	if (by != NULL)
		t->m->flags |= MAIL_FORWARDED;
}

/*
 * Whether a mail with others inside is one of its own too: where it sends one
 * on in its text besides, or has links or files of its own and is not of the
 * side that got the others.
 */
static bool
is_read_too(struct taking *t, GMimeMessage *msg)
{
	GMimeMessage **open;
	size_t i, count = 0;

	if (t->forwards)
		return t->m->from != NULL;
	if (!mailwrap_has_content(t->a, t->m, t->texts, 2))
		return false;
	open = arena_alloc(t->a, (t->inner_count + 1) * sizeof(*open));
	for (i = 0; i < t->inner_count; i++)
		if (t->inner[i] != NULL)
			open[count++] = t->inner[i];
	if (!mailwrap_own_side(t->a, msg, t->sender, open, count, t->w->names))
		return true;
	t->w->flags |= MAIL_LEFT_OUT;
	return false;
}

/* The mail, or those that it wraps, each in its place. */
static void
read_mail(
    struct walk *w, GMimeMessage *msg, const struct wrapper *by, unsigned depth)
{
	struct wrapper own = { by, msg, false };
	struct taking t;
	size_t i;

	if (w->count >= LIMIT_WRAPPED || w->texts > WALK_TEXTS) {
		w->flags |= MAIL_MORE;
		return;
	}
	take_one(w, &t, msg, by);
	if (t.outer != NULL)
		add_mail(w, t.outer);
	own.read = t.inner_count == 0 || is_read_too(&t, msg);
	if (own.read) {
		for (i = 0; i < t.inner_count; i++)
			if (t.inner[i] != NULL)
				mailhead_recipients(
				    &t, GMIME_OBJECT(t.inner[i]));
		add_mail(w, t.m);
	}
	if (t.inner_count > 0 && depth == LIMIT_WRAPS) {
		w->flags |= MAIL_MORE;
		return;
	}
	for (i = 0; i < t.inner_count; i++)
		if (t.inner[i] == NULL)
			add_closed(w, MAIL_FORWARDED);
		else
			read_mail(w, t.inner[i], &own, depth + 1);
}

/* All mails of a file, in whatever form. */
static void
read_form(struct walk *w, const void *p, size_t len)
{
	struct mailform f;
	GMimeMessage *msg;
	const char *mail;

	if (!mailform_open(&f, p, len)) {
		add_closed(w, 0);
		return;
	}
	if (f.partial)
		w->flags |= MAIL_CUT;
	while (mailform_next(&f, w->a, &mail, &len)) {
		msg = mailpart_message(w->a, mail, len);
		if (msg == NULL) {
			add_closed(w, 0);
			continue;
		}
		read_mail(w, msg, NULL, 0);
		g_object_unref(msg);
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

	filefact_look(&f, p, len);
	return f.kind == FILE_ARCHIVE;
}

struct mail *
mail_parse(struct arena *a, const void *p, size_t len, struct personal *names)
{
	struct walk w = { .a = a, .names = names };
	guint i;

	w.next = &w.first;
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
