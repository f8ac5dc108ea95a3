#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/xml/xmlwrite.h"

void
xmlw_begin(struct xmlw *x, struct buf *out)
{
	*x = (struct xmlw){ .out = out };
}

void
xmlw_head(struct xmlw *x)
{
	buf_puts(x->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

static void
close_tag(struct xmlw *x)
{
	if (x->in_tag)
		buf_puts(x->out, ">");
	x->in_tag = false;
}

void
xmlw_start(struct xmlw *x, const char *name)
{
	if (x->depth == XMLW_DEPTH)
		abort();
	close_tag(x);
	buf_puts(x->out, "<");
	buf_puts(x->out, name);
	x->open[x->depth++] = name;
	x->in_tag = true;
}

void
xmlw_attr(struct xmlw *x, const char *name, const char *value)
{
	if (value == NULL)
		return;
	if (!x->in_tag)
		abort();
	buf_puts(x->out, " ");
	buf_puts(x->out, name);
	buf_puts(x->out, "=\"");
	text_xml(x->out, value);
	buf_puts(x->out, "\"");
}

void
xmlw_attrf(struct xmlw *x, const char *name, const char *fmt, ...)
{
	struct buf value = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&value, fmt, ap);
	va_end(ap);
	xmlw_attr(x, name, buf_str(&value));
	buf_free(&value);
}

void
xmlw_text(struct xmlw *x, const char *text)
{
	close_tag(x);
	text_xml(x->out, text);
}

void
xmlw_visible(struct xmlw *x, const char *text)
{
	struct arena *a = arena_new();

	xmlw_text(x, text_visible(a, text));
	arena_free(a);
}

void
xmlw_blank(struct xmlw *x, const char *blank)
{
	xmlw_raw(x, blank);
}

void
xmlw_raw(struct xmlw *x, const char *xml)
{
	close_tag(x);
	buf_puts(x->out, xml);
}

void
xmlw_end(struct xmlw *x)
{
	const char *name;

	if (x->depth == 0)
		abort();
	name = x->open[--x->depth];
	if (x->in_tag) {
		buf_puts(x->out, "/>");
	} else {
		buf_puts(x->out, "</");
		buf_puts(x->out, name);
		buf_puts(x->out, ">");
	}
	x->in_tag = false;
}

void
xmlw_leaf(struct xmlw *x, const char *name, const char *text)
{
	if (text == NULL)
		return;
	xmlw_start(x, name);
	xmlw_text(x, text);
	xmlw_end(x);
}
