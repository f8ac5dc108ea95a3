#include <ctype.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/files/personal.h"
#include "formats/indicators/observable.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailguard.h"
#include "formats/mail/mailheader.h"
#include "formats/mail/mailhtml.h"
#include "formats/mail/mailnorm.h"
#include "formats/mail/mailunwrap.h"
#include "formats/mail/mailurl.h"
#include "formats/names/charset.h"

/* One mail being taken apart. */
struct taking {
	struct arena *a;
	struct mail *m;
	struct personal *names; /* of whom it came to */
	struct buf plain, html; /* visible text by its source */
	unsigned parts;
	bool bad;
};

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

static const char *
raw_header(GMimeObject *o, const char *name)
{
	GMimeHeaderList *list;
	GMimeHeader *h;
	int i, count;

	list = g_mime_object_get_header_list(o);
	count = list == NULL ? 0 : g_mime_header_list_get_count(list);
	for (i = 0; i < count; i++) {
		h = g_mime_header_list_get_header_at(list, i);
		if (strcasecmp(g_mime_header_get_name(h), name) == 0)
			return g_mime_header_get_raw_value(h);
	}
	return NULL;
}

static const char *
header(struct taking *t, GMimeObject *o, const char *name)
{
	const char *raw, *v;

	raw = raw_header(o, name);
	if (raw == NULL)
		return NULL;
	v = mailheader_decode(t->a, raw, &t->bad);
	return *v == '\0' ? NULL : v;
}

static const char *
address(struct taking *t, const char *addr)
{
	const char *canon;

	if (addr == NULL)
		return NULL;
	canon = observable_canon(t->a, IND_EMAIL, addr);
	return canon == NULL ? addr : canon;
}

static const char *
first_address(struct taking *t, GMimeObject *o, const char *name)
{
	const char *raw;
	struct mailbox *boxes;
	size_t count;

	raw = raw_header(o, name);
	if (raw == NULL)
		return NULL;
	boxes = mailheader_boxes(t->a, raw, &count, &t->bad);
	return count == 0 ? NULL : address(t, boxes[0].addr);
}

static void
take_from(struct taking *t, GMimeObject *o)
{
	struct mailbox *boxes;
	const char *raw;
	size_t count;

	raw = raw_header(o, "From");
	if (raw == NULL)
		return;
	boxes = mailheader_boxes(t->a, raw, &count, &t->bad);
	if (count == 0)
		return;
	t->m->from = address(t, boxes[0].addr);
	t->m->from_name = boxes[0].name;
	if (boxes[0].name != NULL && strchr(boxes[0].name, '@') != NULL &&
	    (boxes[0].addr == NULL ||
		strstr(boxes[0].name, boxes[0].addr) == NULL))
		t->m->flags |= MAIL_NAME_HAS_ADDR;
}

static void
add_recipient(struct taking *t, const char *s)
{
	size_t i;

	if (s == NULL || strlen(s) < 3 || t->m->recipient_count >= LIMIT_NAMED)
		return;
	for (i = 0; i < t->m->recipient_count; i++)
		if (strcmp(t->m->recipients[i], s) == 0)
			return;
	arena_push_str(t->a, &t->m->recipients, &t->m->recipient_count, s);
	/* Bulk mail is often sent "to" its own sender. */
	if (t->m->from == NULL || strcmp(t->m->from, s) != 0)
		personal_add(t->names, s);
}

static void
take_recipients(struct taking *t, GMimeObject *o)
{
	static const char *const names[] = { "To", "Cc", "Bcc", "Delivered-To",
		"X-Original-To", "Envelope-To", "Apparently-To", "Resent-To",
		"Resent-Cc", "X-Forwarded-To" };
	struct mailbox *boxes;
	const char *raw;
	size_t i, k, count;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		raw = raw_header(o, names[i]);
		if (raw == NULL)
			continue;
		boxes = mailheader_boxes(t->a, raw, &count, &t->bad);
		for (k = 0; k < count; k++) {
			add_recipient(t, address(t, boxes[k].addr));
			add_recipient(t, boxes[k].name);
		}
	}
}

static bool
is_public_ip(const char *ip)
{
	unsigned a, b;

	if (!valid_ipv4(ip))
		return valid_ipv6(ip) && strncasecmp(ip, "fe80", 4) != 0 &&
		       strncasecmp(ip, "fc", 2) != 0 &&
		       strncasecmp(ip, "fd", 2) != 0 && strcmp(ip, "::1") != 0;
	if (sscanf(ip, "%u.%u", &a, &b) != 2)
		return false;
	return !(a == 10 || a == 127 || a == 0 || a >= 224 ||
		 (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) ||
		 (a == 169 && b == 254) || (a == 100 && b >= 64 && b < 128));
}

/* The word behind " from " or " by " in a Received field. */
static const char *
hop_word(struct taking *t, const char *v, const char *key)
{
	const char *at;
	size_t n;

	at = strcasestr(v, key);
	if (at == NULL || (at != v && !isspace((unsigned char)at[-1])))
		return NULL;
	at += strlen(key);
	at += strspn(at, " \t");
	n = strcspn(at, " \t;()");
	return n == 0 || n > 255 ? NULL : arena_strndup(t->a, at, n);
}

/* [192.0.2.1] or [IPv6:2001:db8::1], as the receiver saw it. */
static const char *
hop_ip(struct taking *t, const char *v)
{
	const char *at, *ip;
	size_t n;

	for (at = v; (at = strpbrk(at, "[(")) != NULL; at++) {
		ip = at + 1;
		if (strncasecmp(ip, "IPv6:", 5) == 0)
			ip += 5;
		n = strspn(ip, "0123456789abcdefABCDEF.:");
		if (n < 3 || n > 45)
			continue;
		ip = arena_strndup(t->a, ip, n);
		if (valid_ipv4(ip) || valid_ipv6(ip))
			return ip;
	}
	return NULL;
}

static void
take_hops(struct taking *t, GMimeObject *o)
{
	GMimeHeaderList *list;
	GMimeHeader *h;
	struct mail_hop *hop;
	const char *v;
	int i, count;

	list = g_mime_object_get_header_list(o);
	count = list == NULL ? 0 : g_mime_header_list_get_count(list);
	for (i = 0; i < count && t->m->hop_count < 100; i++) {
		h = g_mime_header_list_get_header_at(list, i);
		if (strcasecmp(g_mime_header_get_name(h), "Received") != 0)
			continue;
		v = mailheader_decode(
		    t->a, g_mime_header_get_raw_value(h), &t->bad);
		hop = arena_push(
		    t->a, &t->m->hops, &t->m->hop_count, sizeof(*hop));
		hop->from = hop_word(t, v, "from ");
		hop->by = hop_word(t, v, "by ");
		hop->ip = hop_ip(t, v);
		if (hop->ip != NULL && is_public_ip(hop->ip))
			t->m->sender_ip = hop->ip;
	}
}

static void
take_references(struct taking *t, GMimeObject *o)
{
	static const char *const names[] = { "In-Reply-To", "References" };
	const char *v, *end;
	size_t i;

	for (i = 0; i < 2; i++) {
		v = header(t, o, names[i]);
		while (v != NULL && (v = strchr(v, '<')) != NULL) {
			end = strchr(++v, '>');
			if (end == NULL || t->m->reference_count >= 100)
				break;
			if (memchr(v, ' ', (size_t)(end - v)) == NULL)
				arena_push_str(t->a, &t->m->references,
				    &t->m->reference_count,
				    arena_strndup(t->a, v, (size_t)(end - v)));
			v = end;
		}
	}
}

static void
take_duplicates(struct taking *t, GMimeObject *o)
{
	static const char *const once[] = { "From", "Subject", "Message-Id",
		"Date", "To" };
	unsigned seen[sizeof(once) / sizeof(once[0])] = { 0 };
	GMimeHeaderList *list;
	const char *name;
	int i, count;
	size_t k;

	list = g_mime_object_get_header_list(o);
	count = list == NULL ? 0 : g_mime_header_list_get_count(list);
	for (i = 0; i < count; i++) {
		name = g_mime_header_get_name(
		    g_mime_header_list_get_header_at(list, i));
		for (k = 0; k < sizeof(once) / sizeof(once[0]); k++)
			if (strcasecmp(name, once[k]) == 0 && ++seen[k] > 1)
				t->m->flags |= MAIL_DUP_HEADER;
	}
}

static const char *
without_angles(struct taking *t, const char *s)
{
	const char *lt, *gt;

	if (s == NULL)
		return NULL;
	lt = strchr(s, '<');
	gt = lt == NULL ? NULL : strchr(lt, '>');
	return gt == NULL ? s
			  : arena_strndup(t->a, lt + 1, (size_t)(gt - lt - 1));
}

static int64_t
date_of(struct taking *t, GMimeObject *o)
{
	const char *v;
	GDateTime *d;
	int64_t at;

	v = header(t, o, "Date");
	d = v == NULL ? NULL : g_mime_utils_header_decode_date(v);
	if (d == NULL)
		return 0;
	at = g_date_time_to_unix(d);
	g_date_time_unref(d);
	return at;
}

static void
take_headers(struct taking *t, GMimeObject *o)
{
	struct mail *m = t->m;

	take_from(t, o);
	m->subject = header(t, o, "Subject");
	m->message_id = without_angles(t, header(t, o, "Message-Id"));
	m->reply_to = first_address(t, o, "Reply-To");
	m->return_path = first_address(t, o, "Return-Path");
	m->mailer = header(t, o, "X-Mailer");
	if (m->mailer == NULL)
		m->mailer = header(t, o, "User-Agent");
	m->date = date_of(t, o);
	take_references(t, o);
	take_hops(t, o);
	take_recipients(t, o);
	take_duplicates(t, o);
}

/* Content of a part with its transfer encoding undone. */
static void
part_bytes(GMimePart *part, struct buf *out)
{
	GMimeDataWrapper *w;
	GMimeStream *s;
	GByteArray *bytes;

	w = g_mime_part_get_content(part);
	if (w == NULL)
		return;
	s = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(w, s);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
	buf_put(out, bytes->data, bytes->len);
	g_object_unref(s);
}

static const char *
part_name(struct taking *t, GMimeObject *o)
{
	const char *raw, *name = NULL;

	raw = raw_header(o, "Content-Disposition");
	if (raw != NULL)
		name = mailheader_param(t->a, raw, "filename", &t->bad);
	raw = raw_header(o, "Content-Type");
	if (name == NULL && raw != NULL)
		name = mailheader_param(t->a, raw, "name", &t->bad);
	return name == NULL || *name == '\0' ? NULL : name;
}

static bool
disposition_is(GMimeObject *o, const char *word)
{
	const char *raw;

	raw = raw_header(o, "Content-Disposition");
	if (raw == NULL)
		return false;
	raw += strspn(raw, " \t\r\n");
	return strncasecmp(raw, word, strlen(word)) == 0;
}

static void
add_attachment(struct taking *t, GMimeObject *o, const char *name,
    const void *p, size_t len)
{
	GMimeContentType *ct;
	struct filefact *f;
	size_t outer = t->m->file_count;

	if (outer >= LIMIT_INNER)
		return;
	f = arena_push(t->a, &t->m->files, &t->m->file_count, sizeof(*f));
	f->name = name;
	f->parent = -1;
	ct = g_mime_object_get_content_type(o);
	if (ct != NULL)
		f->mime = arena_printf(t->a, "%.100s/%.100s",
		    g_mime_content_type_get_media_type(ct),
		    g_mime_content_type_get_media_subtype(ct));
	if (f->mime != NULL && !text_printable(f->mime, false))
		f->mime = NULL;
	filefact_look(f, p, len);
	f->personal = personal_in(t->names, p, len);
	f->is_inline = f->kind == FILE_IMAGE &&
		       !disposition_is(o, "attachment") &&
		       (disposition_is(o, "inline") ||
			   raw_header(o, "Content-Id") != NULL);
	filefact_inner(
	    t->a, &t->m->files, &t->m->file_count, outer, p, len, t->names);
}

/* Lines end in LF from here on. */
static void
drop_returns(struct buf *b)
{
	size_t i, k = 0;

	for (i = 0; i < b->len; i++)
		if (b->data[i] != '\r')
			b->data[k++] = b->data[i];
	b->len = k;
}

static void
add_text(struct taking *t, GMimeObject *o, bool html, const struct buf *bytes)
{
	struct buf text = { 0 };
	const char *raw, *charset = NULL;

	raw = raw_header(o, "Content-Type");
	if (raw != NULL)
		charset = mailheader_param(t->a, raw, "charset", &t->bad);
	charset_decode(&text, charset, bytes->data, bytes->len, &t->bad);
	drop_returns(&text);
	mailurl_add(t->a, t->m, buf_str(&text), text.len);
	if (html)
		mailhtml_text(&t->html, buf_str(&text), text.len);
	else {
		buf_put(&t->plain, text.data, text.len);
		buf_puts(&t->plain, "\n");
	}
	buf_free(&text);
}

static void
take_part(struct taking *t, GMimeObject *o)
{
	GMimeContentType *ct;
	struct buf bytes = { 0 };
	const char *name;
	bool html, text;

	part_bytes(GMIME_PART(o), &bytes);
	name = part_name(t, o);
	ct = g_mime_object_get_content_type(o);
	html = g_mime_content_type_is_type(ct, "text", "html");
	text = html || g_mime_content_type_is_type(ct, "text", "plain");
	if (text && name == NULL && !disposition_is(o, "attachment"))
		add_text(t, o, html, &bytes);
	else
		add_attachment(t, o, name,
		    bytes.data == NULL ? "" : (const void *)bytes.data,
		    bytes.len);
	buf_free(&bytes);
}

static void take(struct taking *t, GMimeObject *o, unsigned depth);

/* An attached mail: its text and files belong to this one too. */
static void
take_inner(struct taking *t, GMimeObject *o, unsigned depth)
{
	GMimeMessage *inner;

	inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
	if (inner == NULL)
		return;
	take_recipients(t, GMIME_OBJECT(inner));
	take(t, g_mime_message_get_mime_part(inner), depth + 1);
}

static void
take(struct taking *t, GMimeObject *o, unsigned depth)
{
	int i, count;

	if (o == NULL)
		return;
	if (depth > LIMIT_MIME_DEPTH) {
		t->m->flags |= MAIL_OPAQUE;
		return;
	}
	if (++t->parts > LIMIT_PARTS) {
		t->m->flags |= MAIL_MANY_PARTS;
		return;
	}
	if (GMIME_IS_MULTIPART(o)) {
		count = g_mime_multipart_get_count(GMIME_MULTIPART(o));
		for (i = 0; i < count; i++)
			take(t,
			    g_mime_multipart_get_part(GMIME_MULTIPART(o), i),
			    depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(o))
		take_inner(t, o, depth);
	else if (GMIME_IS_PART(o))
		take_part(t, o);
}

/*
 * A member that forwards a mail as an attachment, with nothing beside it but
 * its own note: the mail meant is the inner one.
 */
static GMimeMessage *
meant(GMimeMessage *outer)
{
	GMimeObject *root, *o;
	GMimeMessage *inner = NULL;
	int i, count;

	root = g_mime_message_get_mime_part(outer);
	if (root == NULL)
		return outer;
	if (GMIME_IS_MESSAGE_PART(root))
		inner =
		    g_mime_message_part_get_message(GMIME_MESSAGE_PART(root));
	if (GMIME_IS_MULTIPART(root)) {
		count = g_mime_multipart_get_count(GMIME_MULTIPART(root));
		for (i = 0; i < count; i++) {
			o = g_mime_multipart_get_part(GMIME_MULTIPART(root), i);
			if (GMIME_IS_MESSAGE_PART(o) && inner == NULL)
				inner = g_mime_message_part_get_message(
				    GMIME_MESSAGE_PART(o));
			else if (GMIME_IS_MESSAGE_PART(o) ||
				 disposition_is(o, "attachment"))
				return outer;
		}
	}
	return inner == NULL ? outer : inner;
}

/* Escapes and normal forms make a text longer: it is cut again, at a
 * character. */
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

static void
finish_text(struct taking *t)
{
	struct buf *b = &t->plain;
	struct mail *m = t->m;
	const char *read;
	size_t len;

	/* Where a mail has both, the HTML is what programs show; its plain
	 * text is often a mere "your program shows no HTML". */
	if (2 * visible(&t->html) >= visible(&t->plain))
		b = &t->html;
	buf_str(b);
	len = b->len > LIMIT_TEXT ? LIMIT_TEXT : b->len;
	while (len > 0 && len < b->len && (b->data[len] & 0xc0) == 0x80)
		len--;
	read = arena_strndup(t->a, (char *)b->data, len);
	m->text = bounded(t->a, text_visible(t->a, read), LIMIT_TEXT);
	m->norm = bounded(t->a, mail_norm(t->a, read, m->subject), LIMIT_TEXT);
	m->quoted = bounded(t->a,
	    mail_norm(t->a, mail_quoted(t->a, read, m->subject), "Re:"),
	    LIMIT_TEXT);
	mailurl_done(m);
	if (t->bad)
		m->flags |= MAIL_BAD_CHARSET;
	buf_free(&t->plain);
	buf_free(&t->html);
}

static void
clean_list(struct arena *a, const char **list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		list[i] = text_clean(a, list[i], false);
}

/* What the worker says of a mail must be printable, whatever the mail is: the
 * hub takes anything else for a lie. */
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

struct mail *
mail_parse(
    struct arena *a, const void *p, size_t len, const struct personal *names)
{
	struct taking t = { .a = a, .names = personal_new(a, names) };
	GMimeMessage *outer, *msg;
	GMimeParser *parser;
	GMimeStream *s;

	t.m = arena_alloc(a, sizeof(*t.m));
	if (len > LIMIT_MAIL || mailguard_too_large(p, len)) {
		t.m->flags = MAIL_OPAQUE;
		finish_text(&t);
		return t.m;
	}
	p = mailguard_defuse(a, p, len);
	s = g_mime_stream_mem_new_with_buffer(p, len);
	parser = g_mime_parser_new_with_stream(s);
	outer = g_mime_parser_construct_message(parser, NULL);
	if (outer != NULL) {
		msg = meant(outer);
		take_headers(&t, GMIME_OBJECT(msg));
		if (msg != outer)
			take_recipients(&t, GMIME_OBJECT(outer));
		take(&t, g_mime_message_get_mime_part(msg), 0);
		g_object_unref(outer);
	} else
		t.m->flags |= MAIL_OPAQUE;
	g_object_unref(parser);
	g_object_unref(s);
	make_printable(a, t.m);
	finish_text(&t);
	return t.m;
}
