#include "batch/review/worksheet.h"
#include "batch/base/clock.h"
#include "batch/base/tell.h"
#include "batch/review/card.h"
#include "batch/review/pile.h"
#include "batch/review/whom.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlwrite.h"

/* Of a long text a sheet has its beginning. */
#define SHEET_LINES 20

static const char style[] =
    "body{font-family:sans-serif;line-height:1.5;max-width:60em;margin:1em "
    "auto;padding:0 1em;color:#222}h1{font-size:1.3em}h2{font-size:1.1em;"
    "border-top:2px solid #222;padding-top:.4em}pre{font-family:monospace;"
    "white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9em;margin:.3em "
    "0}p.boxes{border:1px solid #222;padding:.5em;break-inside:avoid}"
    "p.boxes span{display:inline-block;max-width:100%;margin-right:1.2em}"
    "@media print{body{font-size:9.5pt;margin:0;max-width:none}"
    "h2{break-after:avoid}}@page{margin:15mm;@bottom-right{"
    "content:counter(page) \" / \" counter(pages);font-size:8pt}}";

static void
put_head(struct xmlw *x, enum lang lang, const char *title)
{
	xmlw_raw(x, "<!DOCTYPE html>\n");
	xmlw_start(x, "html");
	xmlw_attr(x, "lang", lang_word(lang));
	xmlw_start(x, "head");
	xmlw_raw(x, "<meta charset=\"UTF-8\"/>");
	xmlw_raw(x, "<meta name=\"viewport\" content=\"width=device-width, "
		    "initial-scale=1\"/>");
	xmlw_leaf(x, "title", title);
	xmlw_leaf(x, "style", style);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* Boxes to be ticked and lines to be written on. */
static void
put_boxes(struct xmlw *x, const struct pile_card *p, enum lang lang)
{
	static const enum say of_case[] = { SAY_REVIEW_SHEET_APPROVE,
		SAY_REVIEW_SHEET_HOLD, SAY_REVIEW_SHEET_CLASS,
		SAY_REVIEW_SHEET_MERGE, SAY_REVIEW_SHEET_SPLIT,
		SAY_REVIEW_SHEET_CAMPAIGN, SAY_REVIEW_SHEET_TEXT,
		SAY_REVIEW_SHEET_WHO };
	static const enum say of_second[] = { SAY_REVIEW_SHEET_CONFIRM,
		SAY_REVIEW_SHEET_REFUSE, SAY_REVIEW_SHEET_WHO };
	bool second = p->confirms != NULL;
	const enum say *boxes = second ? of_second : of_case;
	size_t i, n = second ? sizeof(of_second) / sizeof(of_second[0])
			     : sizeof(of_case) / sizeof(of_case[0]);

	xmlw_start(x, "p");
	xmlw_attr(x, "class", "boxes");
	for (i = 0; i < n; i++) {
		xmlw_leaf(x, "span", say(boxes[i], lang));
		xmlw_blank(x, "\n");
	}
	xmlw_end(x);
}

static void
put_card(struct xmlw *x, struct hub *h, const struct card *c, enum lang lang)
{
	struct tell *t = tell_text();
	struct buf text = { 0 };

	card_tell(t, h, c, lang, SHEET_LINES);
	tell_close(t, &text);
	xmlw_start(x, "section");
	xmlw_leaf(x, "h2", c->pile->name);
	xmlw_start(x, "pre");
	xmlw_text(x, buf_str(&text));
	xmlw_end(x);
	put_boxes(x, c->pile, lang);
	xmlw_end(x);
	xmlw_blank(x, "\n");
	buf_free(&text);
}

static void
put_title(struct xmlw *x, struct hub *h, enum lang lang, size_t count)
{
	char at[CLOCK_TEXT];

	clock_text(clock_now(), at);
	at[10] = ' ';
	at[16] = '\0';
	xmlw_leaf(x, "h1", say(SAY_REVIEW_SHEET_TITLE, lang));
	xmlw_leaf(x, "p",
	    say_of(h->arena, SAY_REVIEW_SHEET_AT, lang, "at", at, "count",
		arena_printf(h->arena, "%zu", count), NULL));
	xmlw_leaf(x, "p", say(SAY_REVIEW_SHEET_SECRET, lang));
}

void
worksheet(struct hub *h, const char *analyst, enum lang lang, struct buf *out)
{
	struct whomdesk *d = whom_open(h);
	struct pile_card *pile;
	size_t count, i;
	struct xmlw x;

	pile = pile_of(h, analyst, &count);
	xmlw_begin(&x, out);
	put_head(&x, lang, say(SAY_REVIEW_SHEET_TITLE, lang));
	xmlw_start(&x, "body");
	put_title(&x, h, lang, count);
	for (i = 0; i < count; i++)
		put_card(&x, h, card_of(h, d, &pile[i], i + 1, count), lang);
	xmlw_end(&x);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
	whom_close(d);
}
