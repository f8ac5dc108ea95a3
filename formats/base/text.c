#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* Length of the well-formed character at s, its code point in *cp; 0: not
 * well-formed (overlong, surrogate, beyond U+10FFFF, cut off). */
size_t
text_next(const char *s, size_t len, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)s;
	size_t n, i;

	if (len == 0)
		return 0;
	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	/* Most of Japanese. */
	if ((p[0] & 0xf0) == 0xe0 && len >= 3 && (p[1] & 0xc0) == 0x80 &&
	    (p[2] & 0xc0) == 0x80) {
		*cp =
		    (p[0] & 0xfU) << 12 | (p[1] & 0x3fU) << 6 | (p[2] & 0x3fU);
		return *cp < 0x800 || (*cp >= 0xd800 && *cp < 0xe000) ? 0 : 3;
	}
	n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : p[0] >= 0xc2 ? 2 : 0;
	if (n == 0 || n > len || p[0] > 0xf4)
		return 0;
	*cp = p[0] & (0xff >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (p[i] & 0x3f);
	}
	if (*cp < least[n] || *cp > 0x10ffff || (*cp >= 0xd800 && *cp < 0xe000))
		return 0;
	return n;
}

bool
text_valid(const char *s, size_t len)
{
	uint32_t cp;
	size_t n;

	for (; len > 0; s += n, len -= n) {
		n = 1;
		if ((signed char)*s > 0)
			continue;
		n = text_next(s, len, &cp);
		if (n == 0 || cp == 0)
			return false;
	}
	return true;
}

static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xfffe ||
	       cp == 0xffff;
}

static bool
is_bidi(uint32_t cp)
{
	return (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200e || cp == 0x200f ||
	       cp == 0x061c;
}

/* What a terminal shows as nothing, or takes for the end of a line: two texts
 * look the same that are not. */
static bool
is_unseen(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = { { 0xad, 0xad }, { 0x34f, 0x34f }, { 0x115f, 0x1160 },
		{ 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x200b, 0x200d },
		{ 0x2028, 0x2029 }, { 0x2060, 0x2065 }, { 0x206a, 0x206f },
		{ 0x3164, 0x3164 }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff9, 0xfffb }, { 0x1d173, 0x1d17a },
		{ 0xe0000, 0xe0fff } };
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

bool
text_is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

bool
text_printable(const char *s, bool lines)
{
	size_t len = strlen(s), n;
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = text_next(s, len, &cp);
		if (n == 0 ||
		    (is_control(cp) && cp != '\t' && !(lines && cp == '\n')))
			return false;
	}
	return true;
}

const char *
text_clean(struct arena *a, const char *s, bool lines)
{
	struct buf b = { 0 };
	size_t len, n;
	uint32_t cp;
	char *out;

	if (text_printable(s, lines))
		return s;
	for (len = strlen(s); len > 0; s += n, len -= n) {
		n = text_next(s, len, &cp);
		if (n == 0) {
			n = 1;
			buf_puts(&b, "\xef\xbf\xbd");
		} else if (is_control(cp) && cp != '\t' &&
			   !(lines && cp == '\n'))
			buf_puts(&b, " ");
		else
			buf_put(&b, s, n);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

bool
text_has_bidi(const char *s)
{
	size_t len = strlen(s), n;
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = text_next(s, len, &cp);
		if (n == 0)
			n = 1;
		else if (is_bidi(cp))
			return true;
	}
	return false;
}

char *
text_escape(struct arena *a, const char *s, size_t len, size_t max)
{
	struct buf b = { 0 };
	uint32_t cp;
	size_t n;
	char *out;

	for (; len > 0 && b.len < max; s += n, len -= n) {
		n = text_next(s, len, &cp);
		if (n == 0) {
			n = 1;
			buf_printf(&b, "\\x%02X", (unsigned char)*s);
		} else if (is_control(cp) || is_bidi(cp) || is_unseen(cp))
			buf_printf(&b, cp < 0x80 ? "\\x%02X" : "\\u{%04X}",
			    (unsigned)cp);
		else
			buf_put(&b, s, n);
	}
	if (len > 0)
		buf_puts(&b, "…");
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool
is_markup(char c)
{
	return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
}

/* How many bytes from here on stand for themselves, as most of a text does:
 * printable ASCII, and where it is to be markup, none of that. */
static size_t
plain_length(const char *s, bool markup)
{
	size_t n = 0;

	while (s[n] >= ' ' && s[n] < 0x7f && !(markup && is_markup(s[n])))
		n++;
	return n;
}

char *
text_visible(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	size_t len = strlen(s), n;
	uint32_t cp;
	char *out;

	for (; len > 0; s += n, len -= n) {
		n = plain_length(s, false);
		if (n > 0) {
			buf_put(&b, s, n);
			continue;
		}
		n = text_next(s, len, &cp);
		if (n == 0) {
			n = 1;
			buf_puts(&b, "\xef\xbf\xbd");
		} else if (is_bidi(cp) ||
			   (is_control(cp) && cp != '\n' && cp != '\t'))
			buf_printf(&b, "[U+%04X]", (unsigned)cp);
		else
			buf_put(&b, s, n);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

void
text_xml(struct buf *b, const char *s)
{
	size_t len = strlen(s), n;
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = plain_length(s, true);
		if (n > 0) {
			buf_put(b, s, n);
			continue;
		}
		n = text_next(s, len, &cp);
		if (n == 0) {
			n = 1;
			buf_puts(b, "\xef\xbf\xbd");
		} else if (cp == '&')
			buf_puts(b, "&amp;");
		else if (cp == '<')
			buf_puts(b, "&lt;");
		else if (cp == '>')
			buf_puts(b, "&gt;");
		else if (cp == '"')
			buf_puts(b, "&quot;");
		else if (cp == '\'')
			buf_puts(b, "&#39;");
		else if (cp == '\n' || cp == '\t')
			buf_printf(b, "&#%u;", (unsigned)cp);
		else if (is_control(cp))
			buf_printf(b, "[U+%04X]", (unsigned)cp);
		else
			buf_put(b, s, n);
	}
}

void
text_csv(struct buf *b, const char *s)
{
	/* A spreadsheet runs what begins like a formula. */
	bool formula = *s != '\0' && strchr("=+-@\t\r", *s) != NULL;

	if (!formula && strpbrk(s, ",\"\r\n") == NULL) {
		buf_puts(b, s);
		return;
	}
	buf_puts(b, formula ? "\"'" : "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_puts(b, "\"");
		buf_put(b, s, 1);
	}
	buf_puts(b, "\"");
}

static bool
is_odd_blank(uint32_t cp)
{
	return cp == 0xa0 || cp == 0xad || (cp >= 0x2000 && cp <= 0x200d) ||
	       cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	       (cp >= 0x2060 && cp <= 0x2064) || cp == 0x3000 || cp == 0xfeff;
}

const char *
text_spell_blanks(struct arena *a, const char *s)
{
	const char *p = s, *out;
	struct buf b = { 0 };
	bool odd = false;
	uint32_t cp;
	size_t n;

	for (; *p != '\0'; p += n) {
		n = text_next(p, strnlen(p, 4), &cp);
		if (n > 0 && is_odd_blank(cp)) {
			buf_printf(&b, "\\u{%04X}", (unsigned)cp);
			odd = true;
			continue;
		}
		n += n == 0;
		buf_put(&b, p, n);
	}
	out = odd ? arena_strdup(a, buf_str(&b)) : s;
	buf_free(&b);
	return out;
}

char *
text_defang(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	char *out;

	if (strncasecmp(s, "http", 4) == 0) {
		buf_puts(&b, "hxxp");
		s += 4;
	}
	for (; *s != '\0'; s++) {
		if (*s == '.')
			buf_puts(&b, "[.]");
		else if (*s == '@')
			buf_puts(&b, "[@]");
		else
			buf_put(&b, s, 1);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A scheme that viewers follow, at s; what is written instead. */
static size_t
scheme(const char *s, const char **instead)
{
	static const char *const schemes[][2] = { { "http://", "hxxp://" },
		{ "https://", "hxxps://" }, { "ftp://", "fxp://" },
		{ "hxxp://", "hxxp://" }, { "hxxps://", "hxxps://" },
		{ "www.", "www[.]" }, { "://", "[:]//" } };
	size_t i, n;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		n = strlen(schemes[i][0]);
		*instead = schemes[i][1];
		if (strncasecmp(s, schemes[i][0], n) == 0)
			return n;
	}
	return 0;
}

static bool
in_host(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c != '\0' && strchr("-_.:%[]", c));
}

char *
text_unlink(struct arena *a, const char *s, bool xml)
{
	bool host = false, tag = false;
	const char *instead;
	struct buf b = { 0 };
	char *out, last;
	size_t n;

	for (last = '\0'; *s != '\0'; last = s[n - 1], s += n) {
		tag = xml && (*s == '<' || (tag && last != '>'));
		n = tag ? 0 : scheme(s, &instead);
		if (n > 0) {
			host = true;
			buf_puts(&b, instead);
			continue;
		}
		n = 1;
		if (!tag && *s == '@')
			host = true;
		else if (!in_host(*s))
			host = false;
		if (!tag && host && strchr(".@", *s) != NULL && last != '[')
			buf_printf(&b, "[%c]", *s);
		else
			buf_put(&b, s, 1);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
