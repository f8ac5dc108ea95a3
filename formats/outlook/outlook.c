#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/hex.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/outlook/cfb.h"
#include "formats/outlook/mapi.h"
#include "formats/outlook/msg.h"
#include "formats/outlook/outlook.h"
#include "formats/outlook/outlookhead.h"
#include "formats/outlook/rtf.h"
#include "formats/outlook/tnef.h"

/* One more than is read, so that it is seen that there are more. */
#define INNER_DEPTH (LIMIT_WRAPS + 1)

struct writing {
	struct arena *a;
	struct buf *out;
	bool *partial;
	char mark[2 * DIGEST_LEN + 1]; /* no part can foresee it */
	unsigned parts;		       /* multiparts so far */
};

/* What a mail has for its text. */
struct body {
	const char *plain;
	struct buf html;
	const char *charset; /* of html; or NULL */
};

/* Whether so much more may be written. */
static bool
has_room(struct writing *w, size_t len)
{
	if (len < OUTLOOK_MOST && w->out->len + len + len / 2 < OUTLOOK_MOST)
		return true;
	*w->partial = true;
	return false;
}

static unsigned
begin_parts(struct writing *w, const char *kind)
{
	w->parts++;
	buf_printf(w->out, "Content-Type: multipart/%s; boundary=\"%s-%u\"\n\n",
	    kind, w->mark, w->parts);
	return w->parts;
}

static void
begin_part(struct writing *w, unsigned n)
{
	buf_printf(w->out, "\n--%s-%u\n", w->mark, n);
}

static void
end_parts(struct writing *w, unsigned n)
{
	buf_printf(w->out, "\n--%s-%u--\n", w->mark, n);
}

static void
put_text(struct writing *w, const char *kind, const char *charset,
    const void *p, size_t len)
{
	if (!has_room(w, len))
		len = 0;
	buf_printf(w->out, "Content-Type: text/%s", kind);
	if (charset != NULL)
		buf_printf(w->out, "; charset=%s", charset);
	buf_puts(w->out, "\nContent-Transfer-Encoding: base64\n\n");
	base64_lines(w->out, p, len);
}

/* HTML as it is, or out of RTF. */
static void
find_html(struct writing *w, const struct mapi_item *item, struct body *b)
{
	const struct mapi_prop *p = mapi_get(&item->props, MAPI_HTML);
	struct buf rtf = { 0 };
	unsigned codepage;

	if (p != NULL && p->p != NULL && p->len > 0) {
		codepage =
		    (unsigned)mapi_number(&item->props, MAPI_INTERNET_CODEPAGE);
		b->charset = p->type == MAPI_UNICODE ? "utf-16le"
			     : p->type == MAPI_STRING8
				 ? mapi_charset_of(item->codepage, p, p->len)
				 : mapi_charset(codepage);
		buf_put(
		    &b->html, p->p, p->len < LIMIT_HTML ? p->len : LIMIT_HTML);
		/* Some write the end of a string, too. */
		while (p->type != MAPI_UNICODE && b->html.len > 0 &&
		       b->html.data[b->html.len - 1] == '\0')
			b->html.len--;
		return;
	}
	p = mapi_get(&item->props, MAPI_RTF);
	if (p == NULL || p->p == NULL || p->len == 0)
		return;
	if (!rtf_unpack(&rtf, p->p, p->len))
		*w->partial = true;
	b->charset = "utf-8";
	rtf_html(&b->html, rtf.data, rtf.len);
	buf_free(&rtf);
}

static void
put_body(struct writing *w, const struct mapi_item *item)
{
	struct body b = { 0 };
	unsigned n;

	b.plain = mapi_text(w->a, &item->props, MAPI_BODY, item->codepage);
	if (b.plain == NULL)
		b.plain = "";
	find_html(w, item, &b);
	if (b.html.len == 0)
		put_text(w, "plain", "utf-8", b.plain, strlen(b.plain));
	else {
		n = begin_parts(w, "alternative");
		begin_part(w, n);
		put_text(w, "plain", "utf-8", b.plain, strlen(b.plain));
		begin_part(w, n);
		put_text(w, "html", b.charset, b.html.data, b.html.len);
		end_parts(w, n);
	}
	buf_free(&b.html);
}

/* Of what tells that a mail could not be delivered, or was read. */
static bool
is_report_type(const char *mime)
{
	return strcasecmp(mime, "message/delivery-status") == 0 ||
	       strcasecmp(mime, "message/disposition-notification") == 0;
}

/* "image/png", and nothing that would be taken apart. */
static bool
is_media_type(const char *s)
{
	const char *slash = strchr(s, '/');
	size_t i;

	if (slash == NULL || slash == s || slash[1] == '\0' ||
	    strlen(s) > 100 || strncasecmp(s, "multipart", 9) == 0 ||
	    (strncasecmp(s, "message", 7) == 0 && !is_report_type(s)))
		return false;
	for (i = 0; s[i] != '\0'; i++)
		if (!isalnum((unsigned char)s[i]) &&
		    strchr("/+.-_", s[i]) == NULL)
			return false;
	return true;
}

static const char *
attachment_name(
    struct writing *w, const struct mapi_props *props, unsigned codepage)
{
	static const unsigned short names[] = { MAPI_ATTACH_LONG_NAME,
		MAPI_ATTACH_NAME, MAPI_DISPLAY_NAME };
	const char *name;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		name = mapi_text(w->a, props, names[i], codepage);
		if (name != NULL)
			return name;
	}
	return NULL;
}

/* RFC 2231: any name travels. */
static void
put_name(struct buf *b, const char *name)
{
	if (name == NULL)
		return;
	buf_puts(b, "; filename*=UTF-8''");
	for (; *name != '\0'; name++)
		if (isalnum((unsigned char)*name))
			buf_put(b, name, 1);
		else
			buf_printf(b, "%%%02X", (unsigned char)*name);
}

static void
put_file(struct writing *w, const struct mapi_props *props, const char *name,
    unsigned codepage, const struct mapi_prop *data)
{
	const char *mime, *id;
	bool shown;

	mime = mapi_text(w->a, props, MAPI_ATTACH_MIME, codepage);
	id = mapi_text(w->a, props, MAPI_ATTACH_CONTENT_ID, codepage);
	shown = (mapi_number(props, MAPI_ATTACH_FLAGS) & 4) != 0 ||
		(id != NULL && mapi_number(props, MAPI_ATTACH_HIDDEN) != 0);
	buf_printf(w->out, "Content-Type: %s\nContent-Disposition: %s",
	    mime != NULL && is_media_type(mime) ? mime
						: "application/octet-stream",
	    shown ? "inline" : "attachment");
	put_name(w->out, name);
	if (id != NULL)
		outlookhead_field(w->out, "\nContent-ID", id);
	else
		buf_puts(w->out, "\n");
	buf_puts(w->out, "Content-Transfer-Encoding: base64\n\n");
	base64_lines(w->out, data->p, data->len);
}

/* A file that lies elsewhere: the link to it. */
static void
put_path(struct writing *w, const struct mapi_props *props, unsigned codepage)
{
	const char *path;

	path = mapi_text(w->a, props, MAPI_ATTACH_LONG_PATH, codepage);
	if (path == NULL)
		path = mapi_text(w->a, props, MAPI_ATTACH_PATH, codepage);
	if (path == NULL || strncasecmp(path, "http", 4) != 0) {
		*w->partial = true;
		path = "";
	}
	put_text(w, "plain", "utf-8", path, strlen(path));
}

static void put_item(struct writing *w, const struct mapi_item *item);

static void
put_attachment(struct writing *w, const struct mapi_item *item,
    const struct mapi_attachment *t)
{
	const struct mapi_prop *data = mapi_get(&t->props, MAPI_ATTACH_DATA);

	if (t->inner != NULL) {
		buf_puts(w->out, "Content-Type: message/rfc822\n\n");
		put_item(w, t->inner);
	} else if (data == NULL || data->p == NULL)
		put_path(w, &t->props, item->codepage);
	else if (has_room(w, data->len))
		put_file(w, &t->props,
		    attachment_name(w, &t->props, item->codepage),
		    item->codepage, data);
}

/* A signed mail is kept whole in its only attachment. */
static bool
put_signed(struct writing *w, const struct mapi_item *item)
{
	const struct mapi_prop *data;
	const char *class, *p;

	class =
	    mapi_text(w->a, &item->props, MAPI_MESSAGE_CLASS, item->codepage);
	if (class == NULL || strcasestr(class, ".SMIME") == NULL ||
	    item->attachment_count != 1)
		return false;
	data = mapi_get(&item->attachments[0].props, MAPI_ATTACH_DATA);
	if (data == NULL || data->p == NULL || data->len < 16 ||
	    !has_room(w, data->len))
		return false;
	p = (const char *)data->p;
	if (strncasecmp(p, "Content-Type:", 13) != 0 &&
	    strncasecmp(p, "MIME-Version:", 13) != 0)
		return false;
	buf_put(w->out, data->p, data->len);
	return true;
}

static bool
is_report(struct writing *w, const struct mapi_item *item)
{
	const char *class, *mime;
	size_t i;

	class =
	    mapi_text(w->a, &item->props, MAPI_MESSAGE_CLASS, item->codepage);
	if (class != NULL && strncasecmp(class, "REPORT.", 7) == 0)
		return true;
	for (i = 0; i < item->attachment_count; i++) {
		mime = mapi_text(w->a, &item->attachments[i].props,
		    MAPI_ATTACH_MIME, item->codepage);
		if (mime != NULL && is_report_type(mime))
			return true;
	}
	return false;
}

/* The depth of items is bounded by whoever read them. */
static void
put_item(struct writing *w, const struct mapi_item *item)
{
	unsigned n;
	size_t i;

	if (!outlookhead_put(w->a, w->out, item))
		*w->partial = true;
	if (put_signed(w, item))
		return;
	n = begin_parts(w, is_report(w, item) ? "report" : "mixed");
	begin_part(w, n);
	put_body(w, item);
	for (i = 0; i < item->attachment_count; i++) {
		begin_part(w, n);
		put_attachment(w, item, &item->attachments[i]);
	}
	end_parts(w, n);
}

bool
outlook_is_compound(const void *p, size_t len)
{
	return cfb_begins(p, len);
}

bool
outlook_is_msg(const void *p, size_t len)
{
	struct arena *a;
	struct cfb *c;
	bool is;

	if (!cfb_begins(p, len))
		return false;
	a = arena_new();
	c = cfb_open(a, p, len);
	is = c != NULL && msg_is(c);
	arena_free(a);
	return is;
}

bool
outlook_is_tnef(const void *p, size_t len)
{
	return tnef_is(p, len);
}

bool
outlook_mail(struct buf *out, const void *p, size_t len, bool *partial)
{
	struct writing w = { .out = out, .partial = partial };
	struct mapi_item *item;
	struct digest d;

	w.a = arena_new();
	item = msg_read(w.a, p, len, INNER_DEPTH, partial);
	if (item == NULL)
		item = tnef_read(w.a, p, len, INNER_DEPTH, partial);
	if (item != NULL) {
		digest_of(p, len, &d);
		hex_write(w.mark, d.b, DIGEST_LEN);
		put_item(&w, item);
	}
	arena_free(w.a);
	return item != NULL;
}
