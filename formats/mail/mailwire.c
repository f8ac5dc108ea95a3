#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/indicators/observable.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailshape.h"
#include "formats/mail/mailwire.h"

static const char *
get_text(struct cursor *c, struct arena *a)
{
	const char *s;

	s = cursor_str(c, a, LIMIT_TEXT * 2);
	if (s != NULL && !text_printable(s, true))
		cursor_fail(c);
	return s;
}

/* Of a header field: one line. */
static const char *
get_line(struct cursor *c, struct arena *a)
{
	const char *s;

	s = get_text(c, a);
	if (s != NULL && strchr(s, '\n') != NULL)
		cursor_fail(c);
	return s;
}

static const char *
get_ip(struct cursor *c, struct arena *a)
{
	const char *s;

	s = get_text(c, a);
	if (s != NULL && !valid_ipv4(s) && !valid_ipv6(s))
		cursor_fail(c);
	return s;
}

static void
put_one(struct buf *b, const struct mail *m)
{
	size_t i;

	buf_put_u32(b, m->flags);
	buf_put_str(b, m->from);
	buf_put_str(b, m->from_name);
	buf_put_str(b, m->reply_to);
	buf_put_str(b, m->return_path);
	buf_put_str(b, m->subject);
	buf_put_str(b, m->message_id);
	buf_put_str(b, m->mailer);
	buf_put_u64(b, (uint64_t)m->date);
	buf_put_u32(b, (uint32_t)m->reference_count);
	for (i = 0; i < m->reference_count; i++)
		buf_put_str(b, m->references[i]);
	buf_put_u32(b, (uint32_t)m->hop_count);
	for (i = 0; i < m->hop_count; i++) {
		buf_put_str(b, m->hops[i].from);
		buf_put_str(b, m->hops[i].ip);
		buf_put_str(b, m->hops[i].by);
	}
	buf_put_str(b, m->sender_ip);
	buf_put_u32(b, (uint32_t)m->recipient_count);
	for (i = 0; i < m->recipient_count; i++)
		buf_put_str(b, m->recipients[i]);
	buf_put_str(b, m->text);
	buf_put_str(b, m->norm);
	buf_put_str(b, m->quoted);
	buf_put_u32(b, (uint32_t)m->url_count);
	for (i = 0; i < m->url_count; i++) {
		buf_put_str(b, m->urls[i].url);
		buf_put_str(b, m->urls[i].host);
	}
	buf_put_u32(b, (uint32_t)m->file_count);
	for (i = 0; i < m->file_count; i++)
		filefact_write(b, &m->files[i]);
}

/* Reader: mail_read(). */
void
mail_write(struct buf *b, const struct mail *m)
{
	for (; m != NULL; m = m->next) {
		put_one(b, m);
		buf_put_u8(b, m->next != NULL);
	}
}

static void
get_strings(
    struct cursor *c, struct arena *a, const char ***list, size_t *count)
{
	size_t n, i;

	n = cursor_count(c, 4, LIMIT_PARTS);
	for (i = 0; i < n; i++) {
		arena_push_str(a, list, count, get_text(c, a));
		if ((*list)[i] == NULL)
			cursor_fail(c);
	}
}

static void
get_parts(struct cursor *c, struct arena *a, struct mail *m)
{
	struct mail_url *u;
	const char *canon, *host;
	size_t n, i;

	n = cursor_count(c, 8, LIMIT_URLS);
	for (i = 0; i < n; i++) {
		u = arena_push(a, &m->urls, &m->url_count, sizeof(*u));
		u->url = get_text(c, a);
		u->host = get_text(c, a);
		canon = u->url == NULL ? NULL
				       : observable_canon(a, IND_URL, u->url);
		host = canon == NULL ? NULL : observable_host(a, canon);
		if (host == NULL || u->host == NULL ||
		    strcmp(canon, u->url) != 0 || strcmp(host, u->host) != 0)
			cursor_fail(c);
	}
	n = cursor_count(c, DIGEST_LEN, 2 * LIMIT_INNER);
	for (i = 0; i < n; i++)
		filefact_read(c, a,
		    arena_push(a, &m->files, &m->file_count, sizeof(*m->files)),
		    i);
}

static struct mail *
get_one(struct cursor *c, struct arena *a)
{
	struct mail_hop *h;
	struct mail *m;
	size_t n, i;

	m = arena_alloc(a, sizeof(*m));
	m->flags = cursor_u32(c);
	if (mail_form_of(m->flags) >= MAIL_FORMS ||
	    m->flags > (MAIL_SEEN | (MAIL_SEEN - 1)))
		cursor_fail(c);
	m->from = get_line(c, a);
	m->from_name = get_line(c, a);
	m->reply_to = get_line(c, a);
	m->return_path = get_line(c, a);
	m->subject = get_line(c, a);
	m->message_id = get_line(c, a);
	m->mailer = get_line(c, a);
	m->date = (int64_t)cursor_u64(c);
	get_strings(c, a, &m->references, &m->reference_count);
	n = cursor_count(c, 12, 100);
	for (i = 0; i < n; i++) {
		h = arena_push(a, &m->hops, &m->hop_count, sizeof(*h));
		h->from = get_text(c, a);
		h->ip = get_ip(c, a);
		h->by = get_text(c, a);
	}
	m->sender_ip = get_ip(c, a);
	get_strings(c, a, &m->recipients, &m->recipient_count);
	m->text = get_text(c, a);
	m->norm = get_text(c, a);
	m->quoted = get_text(c, a);
	get_parts(c, a, m);
	return m;
}

/* Writer: mail_write(). */
struct mail *
mail_read(struct cursor *c, struct arena *a)
{
	struct mail *first = NULL, **next = &first;
	unsigned more, count = 0;

	do {
		*next = get_one(c, a);
		next = &(*next)->next;
		more = cursor_u8(c);
		if (more > 1 || ++count > LIMIT_WRAPPED + 1)
			cursor_fail(c);
	} while (more == 1 && !c->failed);
	return first;
}
