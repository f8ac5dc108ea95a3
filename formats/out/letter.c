#include <inttypes.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/base/utc.h"
#include "formats/base/words.h"
#include "formats/files/archive.h"
#include "formats/files/zipwrite.h"
#include "formats/out/letter.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwrite.h"

/* Rows of each list on a page, which is made of a tree. */
#define PAGE_ROWS 1000

static const char *const fate_words[] = {
	[FATE_JOINED] = "joined",
	[FATE_SHARED] = "shared",
	[FATE_OWN_TERMS] = "own-terms",
	[FATE_OWN_ANSWER] = "own-answer",
	[FATE_WAITS] = "waits",
	[FATE_HELD] = "held",
	[FATE_BULK] = "bulk",
	[FATE_OVER_BUDGET] = "over-budget",
	[FATE_TAKEN_BACK] = "taken-back",
	[FATE_RETRACTED] = "retracted",
	[FATE_HARMLESS] = "harmless",
};

static const enum say fate_texts[] = {
	[FATE_JOINED] = SAY_LETTER_JOINED,
	[FATE_SHARED] = SAY_LETTER_SHARED,
	[FATE_OWN_TERMS] = SAY_LETTER_OWN_TERMS,
	[FATE_OWN_ANSWER] = SAY_LETTER_OWN_ANSWER,
	[FATE_WAITS] = SAY_LETTER_WAITS,
	[FATE_HELD] = SAY_LETTER_HELD,
	[FATE_BULK] = SAY_LETTER_BULK,
	[FATE_OVER_BUDGET] = SAY_LETTER_OVER_BUDGET,
	[FATE_TAKEN_BACK] = SAY_LETTER_TAKEN_BACK,
	[FATE_RETRACTED] = SAY_LETTER_RETRACTED,
	[FATE_HARMLESS] = SAY_LETTER_HARMLESS,
};

WORDS(fate, fate, fate_words, FATES)

static bool
is_reason(enum fate f)
{
	return f >= FATE_OWN_TERMS && f <= FATE_TAKEN_BACK;
}

static void
put_news_text(struct xmlw *x, enum fate f)
{
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		xmlw_blank(x, "  ");
		xmlw_start(x, "text");
		xmlw_attr(x, "xml:lang", lang_word(l));
		xmlw_text(x, say(fate_texts[f], l));
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

static void
put_news(struct xmlw *x, const struct letter_news *n)
{
	size_t i;

	xmlw_start(x, "news");
	xmlw_attr(x, "submission", n->submission);
	xmlw_attr(x, "title", n->title);
	xmlw_attr(
	    x, "state", is_reason(n->fate) ? "not-shared" : fate_word(n->fate));
	if (is_reason(n->fate))
		xmlw_attr(x, "reason", fate_word(n->fate));
	xmlw_blank(x, "\n");
	for (i = 0; i < n->item_count; i++) {
		xmlw_blank(x, "  ");
		xmlw_start(x, "item");
		xmlw_attr(x, "id", n->items[i].id);
		xmlw_attr(x, "audience", n->items[i].audience);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
	put_news_text(x, n->fate);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_concern(struct xmlw *x, const struct letter_concern *c)
{
	xmlw_start(x, "concerns-you");
	xmlw_attr(x, "type", c->type);
	xmlw_attr(x, "audience", c->audience);
	xmlw_attr(x, "item", c->item);
	xmlw_text(x, c->value);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_left(struct xmlw *x, uint64_t left)
{
	if (left == 0)
		return;
	xmlw_start(x, "more");
	xmlw_attrf(x, "count", "%" PRIu64, left);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_words(struct xmlw *x, const char *name, const struct letter_word *words,
    size_t count)
{
	const struct letter_word *w;

	for (w = words; w < words + count; w++) {
		xmlw_start(x, name);
		xmlw_attr(x, "id", w->id);
		xmlw_attr(x, "until", w->until);
		xmlw_attr(x, "submission", w->submission);
		xmlw_attr(x, "item", w->item);
		xmlw_visible(x, w->text);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

void
letter_write(struct buf *b, const struct letter *l)
{
	char at[UTC_TEXT];
	struct xmlw x;
	size_t i;

	utc_text(l->at, at);
	xmlw_begin(&x, b);
	xmlw_head(&x);
	xmlw_start(&x, "receipts");
	xmlw_attr(&x, "xmlns", "urn:toiyaba:receipt:1");
	xmlw_attr(&x, "run", l->run);
	xmlw_attr(&x, "at", at);
	if (l->line != 0) {
		utc_text(l->line, at);
		xmlw_attr(&x, "line", at);
	}
	if (l->first > 0)
		xmlw_attrf(&x, "first", "%zu", l->first);
	xmlw_blank(&x, "\n");
	for (i = 0; i < l->receipt_count; i++)
		receipt_put(&x, &l->receipts[i]);
	for (i = 0; i < l->news_count; i++)
		put_news(&x, &l->news[i]);
	for (i = 0; i < l->concern_count; i++)
		put_concern(&x, &l->concerns[i]);
	put_left(&x, l->concerns_left);
	put_words(&x, "request", l->requests, l->request_count);
	put_words(&x, "answer", l->answers, l->answer_count);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}

static int
put_page(struct arena *a, const struct buf *xml, enum lang l, struct buf *out)
{
	const char *params[] = { "lang", arena_printf(a, "'%s'", lang_word(l)),
		NULL };
	char err[256];

	return xml_transform(
	    SHEET_RECEIPTS, xml->data, xml->len, params, out, err, sizeof(err));
}

/* Of a member that sent thousands the first rows of each list; what was
 * accepted leaves room for what was not. */
static void
take_first(struct arena *a, struct letter *l)
{
	struct receipt *first = arena_alloc(a, PAGE_ROWS * sizeof(*first));
	size_t i, refused = 0, accepted = 0, kept = 0;

	for (i = 0; i < l->receipt_count; i++)
		refused += l->receipts[i].reason != REASON_NONE;
	for (i = 0; i < l->receipt_count && kept < PAGE_ROWS; i++)
		if (l->receipts[i].reason != REASON_NONE ||
		    accepted + refused < PAGE_ROWS) {
			accepted += l->receipts[i].reason == REASON_NONE;
			first[kept++] = l->receipts[i];
		}
	l->receipts = first;
	l->receipt_count = kept;
	if (l->news_count > PAGE_ROWS)
		l->news_count = PAGE_ROWS;
	l->first = PAGE_ROWS;
}

/* receipts.xml, or, where that is longer than a page may be, what stands on
 * the page. */
static void
write_for_page(struct arena *a, const struct letter *l, struct buf *out)
{
	struct letter first = *l;

	if (l->receipt_count > PAGE_ROWS || l->news_count > PAGE_ROWS)
		take_first(a, &first);
	letter_write(out, &first);
}

int
letter_pack(struct arena *a, struct buf *out, const struct letter *l)
{
	struct archive_file *files = NULL;
	struct buf xml = { 0 }, page = { 0 };
	size_t count = 0;
	enum lang lang;
	int rc = 0;

	write_for_page(a, l, &xml);
	for (lang = 0; rc == 0 && lang < LANGS; lang++) {
		rc = put_page(a, &xml, lang, &page);
		archive_add(a, &files, &count,
		    arena_printf(a, "receipts.%s.html", lang_word(lang)),
		    &page);
	}
	buf_free(&xml);
	letter_write(&xml, l);
	archive_add(a, &files, &count, "receipts.xml", &xml);
	if (rc == 0)
		rc = zip_write(out, files, count, l->at);
	buf_free(&page);
	buf_free(&xml);
	return rc;
}
