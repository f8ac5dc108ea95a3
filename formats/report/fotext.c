#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "formats/base/buf.h"
#include "formats/base/text.h"
#include "formats/names/charset.h"
#include "formats/report/fotext.h"

/* Where a line may break. */
#define BREAK 0x200b

struct fitting {
	struct buf *out;
	struct buf run;	     /* text without a place to break */
	struct buf breaks;   /* the same, with a place after each unit */
	size_t width, solid; /* as much of one as stays whole */
	bool tag, flow, picture;
};

static void
end_run(struct fitting *f)
{
	bool solid = f->flow && !f->picture && f->width > f->solid;
	const struct buf *b = solid ? &f->breaks : &f->run;

	buf_put(f->out, b->data, b->len);
	f->run.len = f->breaks.len = f->width = 0;
}

static void
add_unit(struct fitting *f, const char *s, size_t len, size_t width)
{
	if (f->run.len > 0)
		buf_puts(&f->breaks, "&#x200B;");
	buf_put(&f->run, s, len);
	buf_put(&f->breaks, s, len);
	f->width += width;
}

/* Kana and ideographs, but for those that no line may begin with. */
static bool
breaks_by_itself(uint32_t cp)
{
	static const char32_t bound[] =
	    U"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
	const char32_t *p;

	for (p = bound; *p != 0; p++)
		if (*p == cp)
			return false;
	return (cp >= 0x3041 && cp <= 0x3094) ||
	       (cp >= 0x30a1 && cp <= 0x30fa) ||
	       (cp >= 0x3400 && cp <= 0x9fff) || (cp >= 0xff71 && cp <= 0xff9d);
}

/* A block that says how much stays whole in it; how long that mark is, which is
 * for nobody else. */
static size_t
take_mark(struct fitting *f, const char *s)
{
	static const char mark[] = FOTEXT_MARK;
	size_t n = sizeof(mark) - 1;

	if (strncmp(s, "</fo:block", 10) == 0)
		f->solid = FOTEXT_SOLID;
	if (strncmp(s, mark, n) != 0)
		return 0;
	f->solid = (size_t)strtoul(s + n, NULL, 10);
	buf_puts(f->out, "<fo:block");
	return n + strcspn(s + n, "\"") + 1;
}

static void
enter_tag(struct fitting *f, const char *s)
{
	end_run(f);
	f->tag = true;
	if (strncmp(s, "<fo:flow", 8) == 0)
		f->flow = true;
	else if (strncmp(s, "</fo:flow", 9) == 0)
		f->flow = false;
	else if (strncmp(s, "<svg", 4) == 0 || strncmp(s, "</svg", 5) == 0)
		f->picture = s[1] != '/';
}

/* Length of what must not be taken apart at s. */
static size_t
unit(const char *s, size_t len, uint32_t *cp)
{
	size_t room = len < 12 ? len : 12;
	const char *end = NULL;

	if (*s == '&')
		end = memchr(s, ';', room);
	else if (room > 3 && strncmp(s, "[U+", 3) == 0)
		end = memchr(s, ']', room);
	if (end == NULL)
		return text_next(s, len, cp);
	*cp = (unsigned char)*s;
	return (size_t)(end - s) + 1;
}

/* The font has CP932 and the Latin scripts of Europe; what CP932 leaves to its
 * users has no shape in any font. */
static bool
has_glyph(uint32_t cp, const char *s, size_t n)
{
	if (cp < 0x80 || cp == BREAK || (cp >= 0xa1 && cp <= 0x17f))
		return cp != 0xad;
	return (cp < 0xe000 || cp > 0xf8ff) && charset_fits_cp932(s, n);
}

static void
put_unit(struct fitting *f, const char *s, size_t n, uint32_t cp)
{
	char spelled[16];
	size_t width = *s == '[' ? n : cp < 0x80 ? 1 : 2;

	if (!has_glyph(cp, s, n)) {
		n = width = (size_t)snprintf(
		    spelled, sizeof(spelled), "[U+%04X]", (unsigned)cp);
		s = spelled;
	}
	if (f->tag)
		buf_put(f->out, s, n);
	else if (cp == ' ' || cp == '\n' || cp == BREAK) {
		end_run(f);
		buf_put(f->out, s, n);
	} else {
		if (breaks_by_itself(cp))
			end_run(f);
		add_unit(f, s, n, width);
	}
}

void
fotext_fit(struct buf *out, const char *fo, size_t len)
{
	struct fitting f = { .out = out, .solid = FOTEXT_SOLID };
	size_t n;
	uint32_t cp = 0;

	for (; len > 0; fo += n, len -= n) {
		if (*fo == '<') {
			enter_tag(&f, fo);
			n = take_mark(&f, fo);
			if (n > 0)
				continue;
		}
		n = unit(fo, len, &cp);
		if (n == 0)
			break;
		put_unit(&f, fo, n, cp);
		if (*fo == '>')
			f.tag = false;
	}
	end_run(&f);
	buf_free(&f.run);
	buf_free(&f.breaks);
}
