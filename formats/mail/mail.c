#include <gmime/gmime.h>
#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailbody.h"
#include "formats/mail/mailhead.h"
#include "formats/mail/mailmeant.h"
#include "formats/mail/mailpart.h"
#include "formats/mail/mailtaking.h"
#include "formats/mail/mailwrap.h"
#include "formats/names/charset.h"

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
	struct mail *m = arena_alloc(w->a, sizeof(*m));

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

/* An mbox of several: they are read as if they were one. */
static bool
holds_more(const char *p, size_t len)
{
	static const char from[] = "From ", lf[] = "\n\nFrom ",
			  crlf[] = "\n\r\nFrom ";

	return len > strlen(from) && memcmp(p, from, strlen(from)) == 0 &&
	       (memmem(p, len, lf, strlen(lf)) != NULL ||
		   memmem(p, len, crlf, strlen(crlf)) != NULL);
}

struct mail *
mail_parse(struct arena *a, const void *p, size_t len, struct personal *names)
{
	struct walk w = { .a = a, .names = names };
	GMimeMessage *outer;
	guint i;

	w.next = &w.first;
	w.opened = g_ptr_array_new();
	if (holds_more(p, len))
		w.flags |= MAIL_MORE;
	outer = mailpart_message(a, p, len);
	if (outer != NULL) {
		read_mail(&w, outer, NULL, 0);
		g_object_unref(outer);
	}
	for (i = 0; i < w.opened->len; i++)
		g_object_unref(g_ptr_array_index(w.opened, i));
	g_ptr_array_free(w.opened, TRUE);
	if (w.first == NULL)
		add_closed(&w, 0);
	w.first->flags |= w.flags;
	return w.first;
}
