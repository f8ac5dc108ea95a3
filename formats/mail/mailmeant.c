#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailhead.h"
#include "formats/mail/mailheader.h"
#include "formats/mail/mailmeant.h"
#include "formats/mail/mailnorm.h"
#include "formats/mail/mailnote.h"
#include "formats/mail/mailtaking.h"
#include "formats/mail/mailurl.h"
#include "formats/mail/mailwrap.h"

/* Escapes and normal forms make a text longer: cut at a character. */
static const char *
bounded(struct arena *a, const char *s, size_t most)
{
	size_t len = strlen(s);

	if (len <= most)
		return s;
	len = most;
	while (len > 0 && ((unsigned char)s[len] & 0xc0) == 0x80)
		len--;
	return arena_strndup(a, s, len);
}

/* Bytes that are no white space. */
static size_t
visible(const struct buf *b)
{
	size_t i, n = 0;

	for (i = 0; i < b->len; i++)
		n += strchr(" \t\r\n", b->data[i]) == NULL;
	return n;
}

/* As much of a text as is kept. */
static const char *
kept(struct arena *a, struct buf *b, size_t most)
{
	size_t len = b->len > most ? most : b->len;

	buf_str(b);
	while (len > 0 && len < b->len && (b->data[len] & 0xc0) == 0x80)
		len--;
	return arena_strndup(a, (char *)b->data, len);
}

/* "Bank [mailto:a@b.example]" and wide brackets, as a field has them. */
static const char *
tidy(struct arena *a, const char *value)
{
	static const char *const ways[][2] = { { "[mailto:", "<" },
		{ "<mailto:", "<" }, { "＜", "<" }, { "＞", ">" },
		{ "＠", "@" } };
	struct buf b = { 0 };
	const char *out;
	bool open = false;
	size_t i;

	for (; *value != '\0'; value++) {
		for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
			if (strncasecmp(
				value, ways[i][0], strlen(ways[i][0])) == 0)
				break;
		if (i < sizeof(ways) / sizeof(ways[0])) {
			buf_puts(&b, ways[i][1]);
			value += strlen(ways[i][0]) - 1;
			open |= i == 0;
		} else if (*value == ']' && open) {
			buf_puts(&b, ">");
			open = false;
		} else if (*value != '*')
			buf_put(&b, value, 1);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Whom a field in a text names first; what is no address is not told. */
static void
take_written_from(struct taking *t, const char *value)
{
	struct mailbox *boxes, box = { 0 };
	size_t count;

	value = tidy(t->a, value);
	boxes = mailheader_boxes(t->a, value, &count, &t->bad);
	if (count > 0)
		box = boxes[0];
	box.addr = mailhead_address(t, box.addr);
	if (box.addr == NULL && strchr(value, '@') != NULL)
		box = (struct mailbox){ .addr = mailhead_next(t, &value) };
	mailhead_from(t, &box);
}

/* Whoever wrote it is not whose it is: he is one of those to whom it came. */
static void
forget_sender(struct taking *t)
{
	struct mail *m = t->m;
	const char *from = m->from, *name = m->from_name, *to = m->reply_to;

	m->from = m->from_name = m->reply_to = m->return_path = NULL;
	m->sender_ip = m->mailer = NULL;
	m->hop_count = 0;
	m->flags &= ~(unsigned)MAIL_NAME_HAS_ADDR;
	if (t->outer != NULL)
		return;
	mailhead_recipient(t, from);
	mailhead_recipient(t, name);
	mailhead_recipient(t, to);
}

static void
take_written_people(struct taking *t, const struct mailforward *f)
{
	size_t i;

	for (i = 0; i < f->people_count; i++)
		mailhead_people(t, tidy(t->a, f->people[i]));
}

/* Where the text does not say what it was about, "FW: x" does, if whoever sent
 * it on left that as it was. */
static void
take_subject(struct taking *t, const char *subject)
{
	struct mail *m = t->m;

	if (subject == NULL && mail_subject_sends(m->subject)) {
		m->flags |= MAIL_COVER_SUBJECT;
		subject = mail_subject_meant(m->subject);
	}
	m->subject = subject;
}

/* The mail becomes the one that its text sends on. */
static void
take_forwarded(struct taking *t, const struct mailforward *f)
{
	struct mail *m = t->m;
	const char *value = f->reply_to;

	forget_sender(t);
	m->flags |= f->deeper ? MAIL_FORWARDED | MAIL_MORE : MAIL_FORWARDED;
	m->message_id = NULL;
	m->reference_count = 0;
	m->date = mailhead_date(f->date);
	take_subject(t, f->subject);
	if (f->from != NULL)
		take_written_from(t, f->from);
	if (value != NULL)
		m->reply_to = mailhead_next(t, &value);
	take_written_people(t, f);
	t->forwards = true;
}

/* Whether a text names who sent the mail on, or his house. */
static bool
names_sender(struct taking *t, const char *name, const char *text)
{
	struct mail found = { 0 };
	size_t i;

	if ((name != NULL && strlen(name) > 3 && strstr(text, name) != NULL) ||
	    (t->sender != NULL && strcasestr(text, t->sender) != NULL))
		return true;
	mailurl_add(t->a, &found, text, strlen(text));
	for (i = 0; i < found.url_count; i++)
		if (mailwrap_is_home(found.urls[i].host, t->sender))
			return true;
	return false;
}

/* Some programs put the signature of him who sends a mail on below it. */
static void
cut_signature(struct taking *t, const char *name, struct mailforward *f)
{
	size_t at = mailforward_signature(f->text);

	if (!(f->found || f->foreign) || !names_sender(t, name, f->text + at))
		return;
	f->note = arena_printf(t->a, "%s\n%s", f->note, f->text + at);
	f->text = arena_strndup(t->a, f->text, at);
}

/* Nobody can tell the words of him who may only have sent a mail on from those
 * below: what he says that it is about, and the front page of his own house,
 * are not told; his mail's number relates nothing. */
static void
doubt_words(struct taking *t)
{
	struct mail *m = t->m;
	size_t i, k = 0;

	m->flags |= MAIL_COVER_SUBJECT;
	m->message_id = NULL;
	m->reference_count = 0;
	if (mail_subject_sends(m->subject))
		m->subject = mail_subject_meant(m->subject);
	for (i = 0; i < m->url_count; i++)
		if (!mailwrap_is_front_page(m->urls[i].url) ||
		    !mailwrap_is_home(m->urls[i].host, t->sender))
			m->urls[k++] = m->urls[i];
	if (k < m->url_count)
		m->flags |= MAIL_LEFT_OUT;
	m->url_count = k;
}

/* Of an answer nobody knows whose side it is of, but where the mail that it
 * answers went to him who wrote it. */
static void
judge_answer(struct taking *t, const struct mailforward *f)
{
	const char *value, *addr = NULL;
	bool own = !mail_subject_answers(t->m->subject);
	size_t i;

	value = f->from == NULL ? "" : f->from;
	addr = mailhead_next(t, &value);
	if (t->m->from == NULL ||
	    (addr != NULL &&
		personal_has_host(t->w->names, strrchr(addr, '@') + 1)))
		return;
	for (i = 0; i < f->people_count && !own; i++) {
		value = f->people[i];
		while (!own && (addr = mailhead_next(t, &value)) != NULL)
			own = strcasecmp(addr, t->m->from) == 0;
	}
	if (!own)
		return;
	forget_sender(t);
	take_written_people(t, f);
	if (f->foreign)
		doubt_words(t);
}

static void
clean_list(struct arena *a, const char **list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		list[i] = text_clean(a, list[i], false);
}

/* However ugly a mail is, what is said of it can be read: the hub takes
 * anything else for a lie. */
static void
make_printable(struct arena *a, struct mail *m)
{
	const char **lines[] = { &m->from, &m->from_name, &m->reply_to,
		&m->return_path, &m->subject, &m->message_id, &m->mailer };
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (*lines[i] != NULL)
			*lines[i] = text_clean(a, *lines[i], false);
	for (i = 0; i < m->file_count; i++)
		if (m->files[i].name != NULL)
			m->files[i].name =
			    bounded(a, m->files[i].name, LIMIT_PATH);
	clean_list(a, m->references, m->reference_count);
	clean_list(a, m->recipients, m->recipient_count);
	for (i = 0; i < m->hop_count; i++) {
		if (m->hops[i].from != NULL)
			m->hops[i].from = text_clean(a, m->hops[i].from, false);
		if (m->hops[i].by != NULL)
			m->hops[i].by = text_clean(a, m->hops[i].by, false);
	}
}

static void
take_text(struct taking *t, size_t k, bool own, struct mailforward *f)
{
	mailforward_read(t->a, t->texts[k], t->m->subject, own, f);
	cut_signature(t, t->m->from_name, f);
}

/* The text, and whether it sends another mail on.  Programs show the HTML;
 * what stands beside it as plain text is often a mere "your program shows no
 * HTML". */
void
mailmeant_finish(struct taking *t)
{
	struct mail *m = t->m;
	struct mailforward f[2];
	const char *read, *host;
	size_t shown, k;
	bool own;

	shown = 2 * visible(&t->html) >= visible(&t->plain);
	read = kept(t->a, shown ? &t->html : &t->plain, LIMIT_TEXT);
	t->texts[0] = kept(t->a, &t->plain, LIMIT_TEXT);
	t->texts[1] = kept(t->a, &t->linked, 2 * LIMIT_TEXT);
	host = m->from == NULL ? NULL : strrchr(m->from, '@');
	own = host != NULL && personal_has_host(t->w->names, host + 1);
	t->sender = m->from;
	for (k = 0; k < 2; k++)
		take_text(t, k, own, &f[k]);
	m->text = bounded(t->a, text_visible(t->a, read), LIMIT_TEXT);
	k = f[shown].found || !f[!shown].found ? shown : !shown;
	m->norm = bounded(t->a,
	    mail_norm_meant(t->a, mailforward_plain(t->a, f[k].text)),
	    LIMIT_TEXT);
	m->quoted = bounded(t->a,
	    f[k].found
		? ""
		: mail_norm(t->a, mail_quoted(t->a, read, m->subject), "Re:"),
	    LIMIT_TEXT);
	mailurl_done(m);
	if (f[k].found) {
		mailnote_take(t, f, k);
		take_forwarded(t, &f[k]);
		mailnote_judge(t, f);
	} else if (f[k].answered)
		judge_answer(t, &f[k]);
	if (t->bad)
		m->flags |= MAIL_BAD_CHARSET;
	buf_free(&t->plain);
	buf_free(&t->html);
	buf_free(&t->linked);
	make_printable(t->a, m);
	if (t->outer == NULL)
		return;
	t->outer->norm = bounded(t->a,
	    mail_norm_meant(t->a, mailforward_plain(t->a, f[k].note)),
	    LIMIT_TEXT);
	make_printable(t->a, t->outer);
}
