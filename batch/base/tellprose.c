#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uniwidth.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* What a text may be long, in bytes of its escaped form; nobody reads more. */
#define PROSE_BYTES (1U << 20)
/* However long the mark is. */
#define LEAST_COLUMNS 20
/* Of a line, however little of it takes room. */
#define LINE_BYTES 320
/* A terminal may draw wide what Japanese sets draw wide. */
#define WIDE_IN "EUC-JP"
/* Asks for a letter as a picture, which takes two columns. */
#define AS_PICTURE 0xFE0F
/* What one line is told as behind its first row. */
#define ROW_MARK "    | "

struct folding {
	struct arena *a;
	const char **list;
	size_t count, most, left;
	int columns;
};

static void
put(struct folding *f, const char *s, size_t len)
{
	while (len > 0 && s[len - 1] == ' ')
		len--;
	if (f->most != 0 && f->count == f->most)
		f->left++;
	else
		arena_push_str(
		    f->a, &f->list, &f->count, arena_strndup(f->a, s, len));
}

/* As many columns as any terminal may take for it: pictures that came after
 * this library are wide. */
static int
columns_of(uint32_t cp)
{
	int w = uc_width((ucs4_t)cp, WIDE_IN);

	return w == 1 && cp > 0xFFFF ? 2 : w <= 0 && cp == AS_PICTURE ? 1 : w;
}

/* Bytes of s that fit a line: up to a blank in its second half, or as many
 * letters as there is room for. */
static size_t
fitting(const char *s, int room)
{
	size_t len = strlen(s), at = 0, blank = 0, n;
	int columns = 0, w;
	uint32_t cp;

	while (at < len) {
		n = text_next(s + at, len - at, &cp);
		w = n == 0 ? 1 : columns_of(cp);
		n += n == 0;
		if ((w > 0 && columns + w > room) || at + n > LINE_BYTES)
			return blank > 0 ? blank : at;
		columns += w > 0 ? w : 0;
		at += n;
		if (cp == ' ' && columns > room / 2)
			blank = at;
	}
	return at;
}

static void
fold(struct folding *f, const char *line)
{
	size_t n;

	if (*line == '\0')
		put(f, "", 0);
	for (; *line != '\0'; line += n) {
		n = fitting(line, f->columns);
		put(f, line, n);
	}
}

/* One of its lines, safe to be shown. */
static const char *
plain(struct folding *f, const char *line, size_t len)
{
	char *s, *p;

	if (len > 0 && line[len - 1] == '\r')
		len--;
	s = text_unlink(f->a, arena_strndup(f->a, line, len), false);
	for (p = s; *p != '\0'; p++)
		if (*p == '\t')
			*p = ' ';
	return text_escape(f->a, s, strlen(s), PROSE_BYTES);
}

static void
fold_all(struct folding *f, const char *text)
{
	size_t len;

	for (; *text != '\0'; text += len + (text[len] != '\0')) {
		len = strcspn(text, "\n");
		fold(f, plain(f, text, len));
	}
}

size_t
tellprose(struct tell *t, const char *text, const char *lead, size_t most)
{
	struct folding f = { .a = arena_new(), .most = most };
	const char *form = arena_printf(f.a, "%s{line}\n", lead);
	size_t i;

	f.columns =
	    TELLPROSE_COLUMNS - u8_strwidth((const uint8_t *)lead, WIDE_IN);
	if (f.columns < LEAST_COLUMNS)
		f.columns = LEAST_COLUMNS;
	fold_all(&f, text == NULL ? "" : text);
	for (i = 0; i < f.count; i++) {
		tell_phrase(t, "line", "%s", f.list[i]);
		tell_line(t, form);
	}
	arena_free(f.a);
	return f.left;
}

/* Where it is longer than a row, behind a mark from the second on. */
static void
put_row(struct buf *out, const char *line)
{
	size_t n = fitting(line, TELLPROSE_COLUMNS);

	buf_printf(out, "%.*s\n", (int)n, line);
	for (line += n; *line != '\0'; line += n) {
		n = fitting(line, TELLPROSE_COLUMNS - (int)strlen(ROW_MARK));
		buf_printf(out, "%s%.*s\n", ROW_MARK, (int)n, line);
	}
}

void
tellprose_rows(struct buf *out, const char *text)
{
	struct arena *a = arena_new();
	size_t len;

	for (; *text != '\0'; text += len + (text[len] != '\0')) {
		len = strcspn(text, "\n");
		put_row(
		    out, text_unlink(a, arena_strndup(a, text, len), false));
	}
	arena_free(a);
}
