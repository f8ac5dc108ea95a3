#include <inttypes.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/slip.h"
#include "formats/xml/xmlwrite.h"

#define CHECK "sha256sum *.gpg | LC_ALL=C sort -k 2 | sha256sum"

static const char style[] =
    "body{font-family:sans-serif;line-height:1.5;max-width:50em;margin:1em auto;padding:0 1em;color:#222}"
    "h1{font-size:1.4em;border-bottom:3px solid #1f4e79}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}"
    "td,th{border:1px solid #999;padding:.3em .5em;text-align:left;overflow-wrap:anywhere}"
    "th{background:#f4f6f8;font-weight:normal}tr{break-inside:avoid}"
    ".sign{width:35%}code{overflow-wrap:anywhere}";

struct line {
	enum say what;
	const char *value; /* NULL: there is none */
};

#define LINES 8

static void
lines_of(struct arena *a, const struct slip *s, struct line lines[LINES])
{
	const struct line all[LINES] = { { SAY_SLIP_MEDIUM, s->medium },
		{ SAY_SLIP_AGAIN, s->again },
		{ SAY_SLIP_HUB,
		    text_visible(a, arena_printf(a, "%s / %s", s->hub[LANG_JA],
					s->hub[LANG_EN])) },
		{ SAY_SLIP_DAY, s->day },
		{ SAY_SLIP_FILES, arena_printf(a, "%zu", s->count) },
		{ SAY_SLIP_DIGEST, s->digest }, { SAY_SLIP_CHECK, CHECK },
		{ SAY_SLIP_HEAD,
		    arena_printf(a, "%" PRIu64 " %s", s->entries, s->head) } };
	size_t i;

	for (i = 0; i < LINES; i++)
		lines[i] = all[i];
}

static const char *
both(struct arena *a, enum say what)
{
	return arena_printf(
	    a, "%s / %s", say(what, LANG_JA), say(what, LANG_EN));
}

void
slip_text(struct arena *a, struct buf *out, const struct slip *s)
{
	struct line lines[LINES];
	size_t i;

	lines_of(a, s, lines);
	buf_printf(out, "%s\n\n", both(a, SAY_SLIP_TITLE));
	for (i = 0; i < LINES; i++)
		if (lines[i].value != NULL)
			buf_printf(out, "%s\n    %s\n", both(a, lines[i].what),
			    lines[i].value);
	buf_printf(out, "\n%s\n", both(a, SAY_SLIP_READER));
	for (i = 0; i < s->count; i++)
		buf_printf(out, "    %-20s %s\n", s->readers[i].id,
		    text_visible(a, s->readers[i].name));
	buf_printf(out, "\n%s\n%s\n", say(SAY_SLIP_CARE, LANG_JA),
	    say(SAY_SLIP_CARE, LANG_EN));
}

static void
put_row(struct xmlw *x, const char *head, const char *value)
{
	xmlw_start(x, "tr");
	xmlw_leaf(x, "th", head);
	xmlw_start(x, "td");
	xmlw_leaf(x, "code", value);
	xmlw_end(x);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_head(struct arena *a, struct xmlw *x)
{
	xmlw_start(x, "head");
	xmlw_start(x, "meta");
	xmlw_attr(x, "charset", "UTF-8");
	xmlw_end(x);
	xmlw_leaf(x, "title", both(a, SAY_SLIP_TITLE));
	xmlw_leaf(x, "style", style);
	xmlw_end(x);
}

static void
put_readers(struct arena *a, struct xmlw *x, const struct slip *s)
{
	size_t i;

	xmlw_start(x, "table");
	xmlw_start(x, "tr");
	xmlw_leaf(x, "th", both(a, SAY_SLIP_READER));
	xmlw_leaf(x, "th", both(a, SAY_SLIP_FILE));
	xmlw_start(x, "th");
	xmlw_attr(x, "class", "sign");
	xmlw_text(x, both(a, SAY_SLIP_RECEIVED));
	xmlw_end(x);
	xmlw_end(x);
	for (i = 0; i < s->count; i++) {
		xmlw_blank(x, "\n");
		xmlw_start(x, "tr");
		xmlw_start(x, "td");
		xmlw_visible(x, s->readers[i].name);
		xmlw_end(x);
		xmlw_leaf(x, "td", arena_printf(a, "%s.gpg", s->readers[i].id));
		xmlw_leaf(x, "td", "\xc2\xa0");
		xmlw_end(x);
	}
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
slip_page(struct arena *a, struct buf *out, const struct slip *s)
{
	struct line lines[LINES];
	struct xmlw x;
	size_t i;

	lines_of(a, s, lines);
	buf_puts(out, "<!DOCTYPE html>\n");
	xmlw_begin(&x, out);
	xmlw_start(&x, "html");
	xmlw_attr(&x, "lang", "ja");
	put_head(a, &x);
	xmlw_start(&x, "body");
	xmlw_leaf(&x, "h1", both(a, SAY_SLIP_TITLE));
	xmlw_start(&x, "table");
	for (i = 0; i < LINES; i++)
		if (lines[i].value != NULL)
			put_row(&x, both(a, lines[i].what), lines[i].value);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
	put_readers(a, &x, s);
	xmlw_leaf(&x, "p", say(SAY_SLIP_CARE, LANG_JA));
	xmlw_leaf(&x, "p", say(SAY_SLIP_CARE, LANG_EN));
	xmlw_end(&x);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}
