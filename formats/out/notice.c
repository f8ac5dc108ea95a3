#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/base/text.h"
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/out/item.h"
#include "formats/out/mark.h"
#include "formats/out/notice.h"
#include "formats/out/noticepart.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwrite.h"

static void
put_retraction(
    struct arena *a, struct xmlw *x, const struct bundle_retraction *r)
{
	const struct bundle_value *v;

	xmlw_start(x, "retraction");
	xmlw_attr(x, "item", r->item);
	for (v = r->values; v < r->values + r->value_count; v++) {
		xmlw_start(x, "value");
		xmlw_attr(x, "type", ind_type_word(v->type));
		xmlw_visible(x, item_defanged_value(a, v->type, v->value));
		xmlw_end(x);
	}
	xmlw_end(x);
}

/* What is done about a value. */
enum use { USE_BLOCK, USE_SEARCH, USE_KNOW };

static bool
is_digest(enum ind_type t)
{
	return t == IND_SHA256 || t == IND_MD5 || t == IND_SHA1;
}

/* Nobody but the attacker uses it: his servers, and files byte by byte, but for
 * pictures. */
static enum use
use_by_role(const struct mark *m)
{
	if (observable_is_kind(m->type))
		return USE_KNOW;
	if (is_digest(m->type))
		return m->file != NULL && m->file->kind == FILE_IMAGE
			   ? USE_SEARCH
			   : USE_BLOCK;
	if (!mark_is_whole(m->value) || m->type == IND_SUBJECT ||
	    m->type == IND_EMAIL || m->type == IND_FILE_NAME ||
	    m->type == IND_USER_AGENT)
		return USE_SEARCH;
	return mark_has(m, ROLE_C2) || mark_has(m, ROLE_DOWNLOAD) ? USE_BLOCK
								  : USE_SEARCH;
}

/* As the lists of the same bundle have it; where there are none, or the value
 * is a specimen's, by what it is. */
static enum use
use_of(const struct held *h, const struct mark *m)
{
	const struct held_value *v;

	if (h == NULL || *m->value == '\0' || observable_is_kind(m->type))
		return use_by_role(m);
	v = held_find(h, m->type, m->value);
	return v != NULL && v->use == HELD_BLOCK ? USE_BLOCK : USE_SEARCH;
}

static void
put_is(struct xmlw *x, const char *what)
{
	xmlw_start(x, "is");
	xmlw_attr(x, "what", what);
	xmlw_end(x);
}

static void
put_roles(struct xmlw *x, const struct mark *m)
{
	enum ind_role r;

	for (r = 0; r < ROLES; r++)
		if (mark_has(m, r))
			put_is(x, ind_role_word(r));
	if (m->inbound)
		put_is(x, "inbound");
	if (m->outbound)
		put_is(x, "outbound");
}

static void
put_mark(
    struct arena *a, struct xmlw *x, const struct held *h, const struct mark *m)
{
	static const char *const uses[] = { "block", "search", "know" };

	xmlw_start(x, "mark");
	xmlw_attr(x, "use", uses[use_of(h, m)]);
	xmlw_attr(x, "type", ind_type_word(m->type));
	if (!mark_is_whole(m->value))
		xmlw_attr(x, "hole", "yes");
	if (m->file != NULL && m->type == IND_SHA256) {
		xmlw_attr(x, "kind", file_kind_word(m->file->kind));
		xmlw_attrf(x, "size", "%" PRIu64, m->file->size);
		if (m->file->name != NULL)
			xmlw_attr(x, "name", text_visible(a, m->file->name));
	}
	put_roles(x, m);
	xmlw_start(x, "value");
	xmlw_visible(x, item_defanged_value(a, m->type, m->value));
	xmlw_end(x);
	xmlw_end(x);
}

/* An item without its name, and what it tells sorted by what is done about
 * it; whether a value is to be blocked. */
static bool
put_entry(struct arena *a, struct xmlw *x, const struct bundle *b,
    const struct item *it)
{
	struct item safe = item_defanged(a, it);
	struct mark *marks;
	size_t count, i;
	bool block = false;

	safe.id = "";
	xmlw_start(x, "entry");
	xmlw_attr(x, "own-tlp", it->tlp == b->tlp ? NULL : "yes");
	item_put(x, &safe);
	marks = marks_of(a, it, &count);
	for (i = 0; i < count; i++) {
		put_mark(a, x, b->held, &marks[i]);
		block = block || use_of(b->held, &marks[i]) == USE_BLOCK;
	}
	xmlw_end(x);
	return block;
}

/* The day, in the zone of the process. */
static void
put_day(struct xmlw *x, const char *name, int64_t t)
{
	time_t at = (time_t)t;
	char day[16] = "";
	struct tm tm;

	if (localtime_r(&at, &tm) != NULL)
		strftime(day, sizeof(day), "%Y-%m-%d", &tm);
	xmlw_attr(x, name, day);
}

static void
put_head(struct xmlw *x, const struct bundle *b, enum lang l)
{
	xmlw_attr(x, "audience", b->audience);
	xmlw_attrf(x, "sequence", "%" PRIu64, b->sequence);
	xmlw_attrf(x, "bundle", "%s-%06" PRIu64, b->audience, b->sequence);
	xmlw_attr(x, "tlp", tlp_word(b->tlp));
	xmlw_attr(x, "hub", l == LANG_JA ? b->hub_ja : b->hub_en);
	xmlw_attr(x, "to", l == LANG_JA ? b->audience_ja : b->audience_en);
	put_day(x, "created", b->created);
	put_day(x, "expires", b->expires);
}

/* With the first bundle of a line, and in a state until that came. */
static void
put_line(struct xmlw *x, const struct bundle *b)
{
	const struct chain_line *l;

	if (b->line_count == 0)
		return;
	l = &b->lines[b->line_count - 1];
	if (b->sequence > l->after + 1)
		return;
	xmlw_start(x, "line");
	put_day(x, "begun", l->begun);
	xmlw_attrf(x, "after", "%" PRIu64, l->after);
	xmlw_end(x);
}

/* A page in the making. */
struct page {
	struct arena *a;
	const struct bundle *b;
	enum lang lang;
	struct noticeparts *parts;
	const struct item **items; /* that it tells of */
	struct digest *made_of;	   /* of each: what its part is made of */
	size_t count;
	bool block;
};

static int
transform(const struct page *p, const struct buf *xml, struct buf *html)
{
	const char *const params[] = { "lang",
		arena_printf(p->a, "'%s'", lang_word(p->lang)), NULL };
	char err[256];

	return xml_transform(
	    SHEET_NOTICE, xml->data, xml->len, params, html, err, sizeof(err));
}

/* In two languages there are two parts. */
static struct digest
digest_in(enum lang l, const char *xml, size_t len)
{
	struct buf b = { 0 };
	struct digest d;

	buf_put_u8(&b, l);
	buf_put(&b, xml, len);
	digest_of(b.data, b.len, &d);
	buf_free(&b);
	return d;
}

/* Bytes of entries that are made into parts together. */
#define ENTRIES 262144

#define MARK_ENTRIES "<?entries>"
#define MARK_ENTRY   "<?entry>"
#define MARK_ID	     "<?id>"

/* Up to the mark, and behind it; false: it is not there. */
static bool
cut(const char **at, const char *end, const char *mark, const char **from,
    size_t *len)
{
	const char *found =
	    memmem(*at, (size_t)(end - *at), mark, strlen(mark));

	if (found == NULL)
		return false;
	*from = *at;
	*len = (size_t)(found - *at);
	*at = found + strlen(mark);
	return true;
}

/* Entries of which there is no part yet. */
struct missing {
	struct buf xml, list; /* the latter: their numbers in the page */
	struct xmlw x;
};

static void
begin_missing(struct missing *m)
{
	m->xml.len = m->list.len = 0;
	xmlw_begin(&m->x, &m->xml);
	xmlw_start(&m->x, "entries");
	xmlw_blank(&m->x, "\n");
}

/* Each part of the page of entries that are missing. */
static int
keep_parts(struct page *p, const struct buf *html, const struct buf *missing)
{
	const size_t *list = (const void *)missing->data;
	size_t count = missing->len / sizeof(*list), i, len;
	const char *at = (const char *)html->data, *end = at + html->len, *from;
	struct noticepart part;

	if (!cut(&at, end, MARK_ENTRY, &from, &len))
		return -1;
	for (i = 0; i < count; i++) {
		if (!cut(&at, end, MARK_ID, &part.before, &part.before_len) ||
		    !cut(&at, end, MARK_ENTRY, &part.behind, &part.behind_len))
			return -1;
		noticeparts_keep(p->parts, &p->made_of[list[i]], &part);
	}
	return 0;
}

/* Makes the parts that are missing so far. */
static int
end_missing(struct page *p, struct missing *m)
{
	struct buf html = { 0 };
	int rc;

	if (m->list.len == 0)
		return 0;
	xmlw_end(&m->x);
	rc = transform(p, &m->xml, &html);
	if (rc == 0)
		rc = keep_parts(p, &html, &m->list);
	buf_free(&html);
	return rc;
}

/* What is told of an item; where there is a part of it, it is taken out again.
 */
static void
add_entry(
    struct page *p, struct missing *m, struct arena *a, const struct item *it)
{
	size_t before = m->xml.len;
	struct digest *made_of = &p->made_of[p->count];

	p->block |= put_entry(a, &m->x, p->b, it);
	p->items[p->count] = it;
	*made_of =
	    digest_in(p->lang, buf_str(&m->xml) + before, m->xml.len - before);
	if (noticeparts_have(p->parts, made_of))
		m->xml.len = before;
	else
		buf_put(&m->list, &p->count, sizeof(p->count));
	p->count++;
}

/* A few entries at a time: as a tree they are many times as large. */
static int
make_parts(struct page *p, const struct item *items, size_t count)
{
	struct arena *a = arena_new();
	struct missing m = { .xml = { 0 } };
	size_t i;
	int rc = 0;

	p->items = arena_alloc(p->a, (count + 1) * sizeof(*p->items));
	p->made_of = arena_alloc(p->a, (count + 1) * sizeof(*p->made_of));
	begin_missing(&m);
	for (i = 0; rc == 0 && i < count; i++) {
		if (item_is_over(&items[i]))
			continue;
		add_entry(p, &m, a, &items[i]);
		arena_reset(a);
		if (m.xml.len < ENTRIES)
			continue;
		rc = end_missing(p, &m);
		begin_missing(&m);
	}
	if (rc == 0)
		rc = end_missing(p, &m);
	buf_free(&m.xml);
	buf_free(&m.list);
	arena_free(a);
	return rc;
}

/* What notice.xsl reads of the page itself. */
static void
write_source(struct buf *xml, const struct page *p)
{
	const struct bundle *b = p->b;
	struct xmlw x;
	size_t i;

	xmlw_begin(&x, xml);
	xmlw_start(&x, "notice");
	put_head(&x, b, p->lang);
	put_line(&x, b);
	if (p->count > 0) {
		xmlw_start(&x, "entries");
		xmlw_attr(&x, "first", p->items[0]->id);
		xmlw_attr(&x, "block", p->block ? "yes" : NULL);
		xmlw_end(&x);
	}
	for (i = 0; i < b->superseded_count; i++) {
		xmlw_start(&x, "superseded");
		xmlw_attr(&x, "item", b->superseded[i].item);
		xmlw_attr(&x, "by", b->superseded[i].by);
		xmlw_end(&x);
	}
	for (i = 0; i < b->retraction_count; i++)
		put_retraction(p->a, &x, &b->retractions[i]);
	bundle_put_requests(&x, b);
	xmlw_end(&x);
}

static void
put_parts(const struct page *p, struct buf *out)
{
	size_t i;

	for (i = 0; i < p->count; i++) {
		noticeparts_put(p->parts, &p->made_of[i], p->items[i]->id, out);
		buf_spill(out);
	}
}

static int
put_page(const struct page *p, struct buf *out)
{
	struct buf xml = { 0 }, html = { 0 };
	const char *at, *end, *from;
	size_t len;
	int rc;

	write_source(&xml, p);
	rc = transform(p, &xml, &html);
	at = buf_str(&html);
	end = at + html.len;
	if (rc == 0 && p->count > 0) {
		rc = cut(&at, end, MARK_ENTRIES, &from, &len) ? 0 : -1;
		if (rc == 0) {
			buf_put(out, from, len);
			put_parts(p, out);
		}
	}
	if (rc == 0)
		buf_put(out, at, (size_t)(end - at));
	buf_free(&xml);
	buf_free(&html);
	return rc;
}

static int
notice(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count, enum lang l)
{
	struct noticeparts *own = b->parts == NULL ? noticeparts_new() : NULL;
	struct page p = {
		.a = a, .b = b, .lang = l, .parts = own == NULL ? b->parts : own
	};
	int rc = make_parts(&p, items, count);

	if (rc == 0)
		rc = put_page(&p, out);
	noticeparts_free(own);
	return rc;
}

int
notice_ja(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	return notice(a, out, b, items, count, LANG_JA);
}

int
notice_en(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	return notice(a, out, b, items, count, LANG_EN);
}
