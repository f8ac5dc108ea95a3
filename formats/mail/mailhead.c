#include <ctype.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/files/personal.h"
#include "formats/indicators/observable.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailhead.h"
#include "formats/mail/mailheader.h"
#include "formats/mail/mailpart.h"
#include "formats/mail/mailtaking.h"

static const char *
header(struct taking *t, GMimeObject *o, const char *name)
{
	const char *raw, *v;

	raw = mailpart_field(o, name);
	if (raw == NULL)
		return NULL;
	v = mailheader_decode(t->a, raw, &t->bad);
	return *v == '\0' ? NULL : v;
}

const char *
mailhead_address(struct taking *t, const char *addr)
{
	return addr == NULL ? NULL : observable_canon(t->a, IND_EMAIL, addr);
}

static const char *
first_address(struct taking *t, GMimeObject *o, const char *name)
{
	const char *raw;
	struct mailbox *boxes;
	size_t count;

	raw = mailpart_field(o, name);
	if (raw == NULL)
		return NULL;
	boxes = mailheader_boxes(t->a, raw, &count, &t->bad);
	return count == 0 ? NULL : mailhead_address(t, boxes[0].addr);
}

void
mailhead_from(struct taking *t, const struct mailbox *box)
{
	t->m->from = mailhead_address(t, box->addr);
	t->m->from_name = box->name;
	if (box->name != NULL && strchr(box->name, '@') != NULL &&
	    (box->addr == NULL || strstr(box->name, box->addr) == NULL))
		t->m->flags |= MAIL_NAME_HAS_ADDR;
}

static void
take_from(struct taking *t, GMimeObject *o)
{
	struct mailbox *boxes;
	const char *raw;
	size_t count, i = 0;

	raw = mailpart_field(o, "From");
	if (raw == NULL)
		return;
	boxes = mailheader_boxes(t->a, raw, &count, &t->bad);
	if (count == 0)
		return;
	/* A name with a comma in it looks like two. */
	while (i < count && mailhead_address(t, boxes[i].addr) == NULL)
		i++;
	if (i > 0 && i < count && boxes[0].name != NULL)
		boxes[i].name = boxes[0].name;
	mailhead_from(t, &boxes[i < count ? i : 0]);
}

void
mailhead_recipient(struct taking *t, const char *s)
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

static bool
in_address(char c)
{
	return isalnum((unsigned char)c) ||
	       (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.[@]", c) != NULL);
}

const char *
mailhead_next(struct taking *t, const char **text)
{
	const char *at, *from, *to, *end, *found;

	for (at = *text; (at = strchr(at, '@')) != NULL; at = to) {
		for (from = at; from > *text && in_address(from[-1]);)
			from--;
		for (to = at; in_address(*to);)
			to++;
		while (*from == '[' && from < at)
			from++;
		*text = to;
		for (end = to; end > from && strchr(".]?!", end[-1]) != NULL;)
			end--;
		found = mailhead_address(
		    t, arena_strndup(t->a, from, (size_t)(end - from)));
		if (found != NULL)
			return found;
	}
	return NULL;
}

void
mailhead_people(struct taking *t, const char *raw)
{
	struct mailbox *boxes;
	const char *addr;
	size_t k, count;

	boxes = mailheader_boxes(t->a, raw, &count, &t->bad);
	for (k = 0; k < count; k++) {
		addr = mailhead_address(t, boxes[k].addr);
		mailhead_recipient(t, addr == NULL ? boxes[k].addr : addr);
		mailhead_recipient(t, boxes[k].name);
		addr = boxes[k].addr == NULL ? boxes[k].name : NULL;
		while (addr != NULL && strchr(addr, '@') != NULL)
			mailhead_recipient(t, mailhead_next(t, &addr));
	}
}

void
mailhead_recipients(struct taking *t, GMimeObject *o)
{
	static const char *const names[] = { "To", "Cc", "Bcc", "Delivered-To",
		"X-Original-To", "Envelope-To", "Apparently-To", "Resent-To",
		"Resent-Cc", "X-Forwarded-To" };
	GMimeHeaderList *list = g_mime_object_get_header_list(o);
	int i, count = list == NULL ? 0 : g_mime_header_list_get_count(list);
	GMimeHeader *h;
	size_t k;

	/* Each of them, however often it stands there: victims are hidden. */
	for (i = 0; i < count && t->m->recipient_count < LIMIT_NAMED; i++) {
		h = g_mime_header_list_get_header_at(list, i);
		for (k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (strcasecmp(g_mime_header_get_name(h), names[k]) ==
			    0)
				mailhead_people(
				    t, g_mime_header_get_raw_value(h));
	}
}

void
mailhead_wrappers(struct taking *t, const struct wrapper *by)
{
	static const char *const names[] = { "From", "Reply-To", "Sender" };
	const char *raw;
	size_t i;

	for (; by != NULL; by = by->by) {
		mailhead_recipients(t, GMIME_OBJECT(by->msg));
		for (i = 0; i < 3 && !by->read; i++) {
			raw = mailpart_field(GMIME_OBJECT(by->msg), names[i]);
			if (raw != NULL)
				mailhead_people(t, raw);
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

int64_t
mailhead_date(const char *v)
{
	GDateTime *d;
	int64_t at;

	d = v == NULL ? NULL : g_mime_utils_header_decode_date(v);
	if (d == NULL)
		return 0;
	at = g_date_time_to_unix(d);
	g_date_time_unref(d);
	return at;
}

void
mailhead_take(struct taking *t, GMimeObject *o)
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
	m->date = mailhead_date(header(t, o, "Date"));
	take_references(t, o);
	take_hops(t, o);
	mailhead_recipients(t, o);
	take_duplicates(t, o);
}
