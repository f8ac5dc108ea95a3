#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/jsonwrite.h"
#include "formats/base/text.h"

/* Controls, what turns the direction, breaks a line or is no character. */
static bool
is_numbered(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x61c ||
	       (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || cp == 0xfffe ||
	       cp == 0xffff;
}

static void
put_character(struct buf *b, const char *s, size_t n, uint32_t cp)
{
	if (cp == '"' || cp == '\\')
		buf_printf(b, "\\%c", (char)cp);
	else if (cp == '\n')
		buf_puts(b, "\\n");
	else if (cp == '\t')
		buf_puts(b, "\\t");
	else if (is_numbered(cp))
		buf_printf(b, "\\u%04" PRIx32, cp);
	else
		buf_put(b, s, n);
}

/* Most of a text is letters that stand for themselves. */
static size_t
plain_length(const char *s)
{
	size_t n = 0;

	while (s[n] >= ' ' && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

void
jsonw_quoted(struct buf *b, const char *text)
{
	size_t len = strlen(text), n;
	uint32_t cp;

	buf_puts(b, "\"");
	for (; len > 0; text += n, len -= n) {
		n = plain_length(text);
		if (n > 0) {
			buf_put(b, text, n);
			continue;
		}
		n = text_next(text, len, &cp);
		if (n > 0)
			put_character(b, text, n, cp);
		else
			buf_puts(b, "\xef\xbf\xbd");
		n += n == 0;
	}
	buf_puts(b, "\"");
}

void
jsonw_begin(struct jsonw *j, struct buf *out)
{
	*j = (struct jsonw){ .out = out };
}

/* What stands before a value: a comma, and in a map its name. */
static void
begin_value(struct jsonw *j, const char *name, const char *gap)
{
	if (j->depth > 0) {
		if (j->filled[j->depth - 1])
			buf_puts(j->out, ",");
		if (j->filled[j->depth - 1] || *gap == '\n')
			buf_puts(j->out, gap);
		j->filled[j->depth - 1] = true;
	}
	if (name == NULL)
		return;
	jsonw_quoted(j->out, name);
	buf_puts(j->out, ": ");
}

static void
begin(struct jsonw *j, const char *name, const char *open, char close)
{
	if (j->depth == JSONW_DEPTH)
		abort();
	begin_value(j, name, " ");
	buf_puts(j->out, open);
	j->filled[j->depth] = false;
	j->close[j->depth++] = close;
}

void
jsonw_map(struct jsonw *j, const char *name)
{
	begin(j, name, "{", '}');
}

void
jsonw_list(struct jsonw *j, const char *name)
{
	begin(j, name, "[", ']');
}

void
jsonw_end(struct jsonw *j)
{
	if (j->depth == 0)
		abort();
	buf_put(j->out, &j->close[--j->depth], 1);
}

void
jsonw_text(struct jsonw *j, const char *name, const char *text)
{
	if (text == NULL)
		return;
	begin_value(j, name, " ");
	jsonw_quoted(j->out, text);
}

void
jsonw_textf(struct jsonw *j, const char *name, const char *fmt, ...)
{
	struct buf value = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&value, fmt, ap);
	va_end(ap);
	jsonw_text(j, name, buf_str(&value));
	buf_free(&value);
}

void
jsonw_number(struct jsonw *j, const char *name, uint64_t n)
{
	begin_value(j, name, " ");
	buf_printf(j->out, "%" PRIu64, n);
}

void
jsonw_flag(struct jsonw *j, const char *name, bool is)
{
	begin_value(j, name, " ");
	buf_puts(j->out, is ? "true" : "false");
}

void
jsonw_raw(struct jsonw *j, const char *name, const void *p, size_t len)
{
	begin_value(j, name, "\n");
	buf_put(j->out, p, len);
}
