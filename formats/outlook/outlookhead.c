#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/outlook/mapi.h"
#include "formats/outlook/outlookhead.h"

/* Lines and bytes that are kept of the fields it came with: fewer than a mail
 * may have, so that there is room for the others. */
#define HEADER_LINES (LIMIT_HEADER_LINES - 100)
#define HEADER_BYTES (LIMIT_HEADERS / 2)
#define NAMES_BYTES  (LIMIT_HEADERS / 16)
/* Windows counts from 1601. */
#define EPOCH_WINDOWS 11644473600

enum field {
	FIELD_FROM,
	FIELD_TO,
	FIELD_CC,
	FIELD_BCC,
	FIELD_SUBJECT,
	FIELD_DATE,
	FIELD_ID,
	FIELD_REPLY,
	FIELD_REFERENCES,
	FIELD_ENVELOPE,
	FIELDS
};

static const char *const names[FIELDS] = { "From", "To", "Cc", "Bcc", "Subject",
	"Date", "Message-ID", "In-Reply-To", "References", "Envelope-To" };

struct head {
	struct arena *a;
	struct buf *out;
	const struct mapi_item *item;
	bool has[FIELDS];
};

static void
put_line(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		buf_put(b, (unsigned char)*s < 0x20 || *s == 0x7f ? " " : s, 1);
}

void
outlookhead_field(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, "%s: ", name);
	put_line(out, value);
	buf_puts(out, "\n");
}

static const char *
text(struct head *h, unsigned id)
{
	return mapi_text(h->a, &h->item->props, id, h->item->codepage);
}

/* Length of the name of a field at the beginning of a line; 0: none. */
static size_t
field_name(const char *line, size_t len)
{
	size_t n = 0;

	while (n < len && line[n] > 0x20 && line[n] < 0x7f && line[n] != ':')
		n++;
	return n < len && line[n] == ':' ? n : 0;
}

static bool
is_named(const char *line, size_t len, const char *name)
{
	return len == strlen(name) && strncasecmp(line, name, len) == 0;
}

/* The parts are written anew. */
static bool
is_of_parts(const char *line, size_t len)
{
	return (len > 8 && strncasecmp(line, "Content-", 8) == 0) ||
	       is_named(line, len, "MIME-Version");
}

static void
note_field(struct head *h, const char *line, size_t len)
{
	size_t i;

	for (i = 0; i < FIELDS; i++)
		h->has[i] |= is_named(line, len, names[i]);
}

static void
keep_line(struct head *h, const char *line, size_t len)
{
	while (len > 0 && line[len - 1] == '\r')
		len--;
	buf_put(h->out, line, len);
	buf_puts(h->out, "\n");
}

/* The fields that it came with, as far as they are fields.  false: there are
 * too many. */
static bool
put_came_with(struct head *h)
{
	const char *line = text(h, MAPI_HEADERS), *end;
	size_t len, n, lines = 0, from = h->out->len;
	bool keep = false, begun = false;

	for (; line != NULL && *line != '\0'; line = end + (*end == '\n')) {
		end = strchrnul(line, '\n');
		len = (size_t)(end - line);
		if (len == 0 || (len == 1 && *line == '\r')) {
			if (begun)
				break;
			continue;
		}
		if (lines++ >= HEADER_LINES ||
		    h->out->len - from + len > HEADER_BYTES)
			return false;
		n = field_name(line, len);
		if (*line != ' ' && *line != '\t') {
			keep = n > 0 && !is_of_parts(line, n);
			begun |= n > 0;
			if (keep)
				note_field(h, line, n);
		}
		if (keep)
			keep_line(h, line, len);
	}
	return true;
}

/* RFC 2047: any name travels. */
static void
put_word(struct buf *b, const char *name)
{
	buf_puts(b, "=?UTF-8?B?");
	base64_encode(b, (const unsigned char *)name, strlen(name));
	buf_puts(b, "?=");
}

/* Of Exchange's own addresses nobody outside knows the meaning. */
static bool
is_address(const char *s)
{
	return s != NULL && strchr(s, '@') != NULL && *s != '/' &&
	       strpbrk(s, " <>\"\r\n\t") == NULL;
}

static void
put_box(struct buf *b, const char *name, const char *addr)
{
	if (b->len > 0)
		buf_puts(b, ", ");
	if (name != NULL && (addr == NULL || strcmp(name, addr) != 0))
		put_word(b, name);
	if (addr != NULL)
		buf_printf(b, " <%s>", addr);
}

/* Adds one whose name and address are properties of the mail; false: there is
 * none. */
static bool
add_person(struct head *h, struct buf *b, unsigned name_id, unsigned smtp_id,
    unsigned email_id)
{
	const char *name = text(h, name_id), *addr = text(h, smtp_id);

	if (!is_address(addr))
		addr = text(h, email_id);
	if (!is_address(addr))
		addr = NULL;
	if (name == NULL && addr == NULL)
		return false;
	put_box(b, name, addr);
	return true;
}

static void
put_buf(struct head *h, enum field f, struct buf *b)
{
	if (b->len > 0 && !h->has[f])
		outlookhead_field(h->out, names[f], buf_str(b));
	b->len = 0;
}

static void
put_sender(struct head *h)
{
	struct buf b = { 0 };

	if (!add_person(h, &b, MAPI_REPRESENTING_NAME, MAPI_REPRESENTING_SMTP,
		MAPI_REPRESENTING_EMAIL))
		add_person(h, &b, MAPI_SENDER_NAME, MAPI_SENDER_SMTP,
		    MAPI_SENDER_EMAIL);
	put_buf(h, FIELD_FROM, &b);
	buf_free(&b);
}

static void
add_recipients(struct head *h, struct buf *b, unsigned type)
{
	const struct mapi_props *r;
	const char *name, *addr;
	size_t i;

	for (i = 0; i < h->item->recipient_count && b->len < NAMES_BYTES; i++) {
		r = &h->item->recipients[i];
		if (type != 0 &&
		    (mapi_number(r, MAPI_RECIPIENT_TYPE) & 15) != type)
			continue;
		name = mapi_text(h->a, r, MAPI_DISPLAY_NAME, h->item->codepage);
		addr = mapi_text(h->a, r, MAPI_SMTP, h->item->codepage);
		if (!is_address(addr))
			addr =
			    mapi_text(h->a, r, MAPI_EMAIL, h->item->codepage);
		put_box(b, name, is_address(addr) ? addr : NULL);
	}
}

/* Names with semicolons between them, as Outlook shows them. */
static void
add_shown(struct head *h, struct buf *b, unsigned id)
{
	const char *s = text(h, id), *end;

	for (; s != NULL && *s != '\0' && b->len < NAMES_BYTES;
	     s = end + (*end == ';')) {
		s += strspn(s, " ");
		end = strchrnul(s, ';');
		if (end > s)
			put_box(
			    b, arena_strndup(h->a, s, (size_t)(end - s)), NULL);
	}
}

static void
put_recipients(struct head *h)
{
	struct buf b = { 0 };

	add_recipients(h, &b, 1);
	put_buf(h, FIELD_TO, &b);
	add_recipients(h, &b, 2);
	put_buf(h, FIELD_CC, &b);
	add_recipients(h, &b, 3);
	put_buf(h, FIELD_BCC, &b);
	buf_free(&b);
}

/* Everybody, whatever the fields that it came with say: all that is known of
 * those who got it are words that must not leave.  Of two such fields the
 * first counts, so this one stands before those. */
static void
put_envelope(struct head *h)
{
	struct buf b = { 0 };

	add_recipients(h, &b, 0);
	add_person(h, &b, MAPI_RECEIVED_BY_NAME, MAPI_RECEIVED_BY_SMTP,
	    MAPI_RECEIVED_BY_EMAIL);
	add_person(h, &b, MAPI_RECEIVED_FOR_NAME, MAPI_RECEIVED_FOR_SMTP,
	    MAPI_RECEIVED_FOR_EMAIL);
	if (h->item->recipient_count == 0) {
		add_shown(h, &b, MAPI_DISPLAY_TO);
		add_shown(h, &b, MAPI_DISPLAY_CC);
		add_shown(h, &b, MAPI_DISPLAY_BCC);
	}
	put_buf(h, FIELD_ENVELOPE, &b);
	buf_free(&b);
}

static void
put_date(struct head *h)
{
	uint64_t at = mapi_number(&h->item->props, MAPI_SUBMIT_TIME);
	char date[64];
	struct tm tm;
	time_t t;

	if (at == 0)
		at = mapi_number(&h->item->props, MAPI_DELIVERY_TIME);
	if (at == 0 || h->has[FIELD_DATE] || at > (uint64_t)INT64_MAX)
		return;
	t = (time_t)(at / 10000000) - EPOCH_WINDOWS;
	if (gmtime_r(&t, &tm) == NULL || tm.tm_year < 0 || tm.tm_year > 8000)
		return;
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S +0000", &tm);
	outlookhead_field(h->out, names[FIELD_DATE], date);
}

static void
put_one(struct head *h, enum field f, unsigned id)
{
	const char *s = text(h, id);

	if (s != NULL && !h->has[f])
		outlookhead_field(h->out, names[f], s);
}

bool
outlookhead_put(struct arena *a, struct buf *out, const struct mapi_item *item)
{
	struct head h = { .a = a, .out = out, .item = item };
	bool whole;

	put_envelope(&h);
	whole = put_came_with(&h);
	put_sender(&h);
	put_recipients(&h);
	put_one(&h, FIELD_SUBJECT, MAPI_SUBJECT);
	put_date(&h);
	put_one(&h, FIELD_ID, MAPI_MESSAGE_ID);
	put_one(&h, FIELD_REPLY, MAPI_IN_REPLY_TO);
	put_one(&h, FIELD_REFERENCES, MAPI_REFERENCES);
	buf_puts(out, "MIME-Version: 1.0\n");
	return whole;
}
