#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/text.h"
#include "formats/files/readable.h"
#include "formats/names/charset.h"

/* So much of a file shows whether it is a text. */
#define SNIFF 4096
/* A longer tag is a sign that stands for itself. */
#define TAG_MAX 4096

static void
put_point(struct buf *out, uint32_t cp)
{
	uint8_t bytes[6];
	int n = cp == 0 ? 0 : u8_uctomb(bytes, cp, sizeof(bytes));

	if (n > 0)
		buf_put(out, bytes, (size_t)n);
}

/* Bytes of a charset that nobody names. */
static void
put_decoded(struct buf *out, const void *p, size_t len)
{
	bool bad = false;

	charset_decode(out, NULL, p, len, &bad);
}

/* What of RTF is bytes, until a letter by number comes. */
struct rtf {
	struct buf *out, bytes;
	unsigned skip; /* what stands for a letter in old programs */
};

static void
rtf_flush(struct rtf *r)
{
	put_decoded(r->out, r->bytes.data, r->bytes.len);
	r->bytes.len = 0;
}

static void
rtf_byte(struct rtf *r, char c)
{
	if (r->skip > 0)
		r->skip--;
	else
		buf_put(&r->bytes, &c, 1);
}

/* A control word at s, behind its backslash: \u26481 is a letter, all others
 * are none.  How many bytes it took. */
static size_t
rtf_word(struct rtf *r, const char *s, const char *end)
{
	const char *p = s, *digits;
	long n = 0;
	bool minus, letter = false;

	while (p < end && isalpha((unsigned char)*p))
		p++;
	letter = p - s == 1 && *s == 'u';
	minus = p < end && *p == '-';
	digits = p += minus;
	for (; p < end && isdigit((unsigned char)*p) && p - digits < 6; p++)
		n = 10 * n + (*p - '0');
	if (letter && p > digits) {
		rtf_flush(r);
		put_point(r->out, (uint32_t)(minus ? 65536 - n : n) & 0xffff);
		r->skip = 1;
	}
	return (size_t)(p - s) + (p < end && *p == ' ');
}

/* What stands behind a backslash at s. */
static size_t
rtf_escape(struct rtf *r, const char *s, const char *end)
{
	if (s == end)
		return 0;
	if (*s == '\'' && end - s >= 3 && hex_byte(s + 1) != -1) {
		rtf_byte(r, (char)hex_byte(s + 1));
		return 3;
	}
	if (isalpha((unsigned char)*s))
		return rtf_word(r, s, end);
	rtf_byte(r, *s);
	return 1;
}

static void
put_rtf(struct buf *out, const char *s, size_t len)
{
	struct rtf r = { .out = out };
	const char *end = s + len;

	while (s < end) {
		switch (*s) {
		case '\\':
			s += 1 + rtf_escape(&r, s + 1, end);
			continue;
		case '{':
		case '}':
		case '\r':
		case '\n':
			break;
		default:
			rtf_byte(&r, *s);
		}
		s++;
	}
	rtf_flush(&r);
	buf_free(&r.bytes);
}

/* &#26481; &#x6771; &amp; at s: how many bytes; 0: none. */
static size_t
entity(struct buf *out, const char *s)
{
	unsigned long cp;
	char *end;

	if (s[1] != '#')
		return 0;
	cp = s[2] == 'x' || s[2] == 'X' ? strtoul(s + 3, &end, 16)
					: strtoul(s + 2, &end, 10);
	if (end < s + 3 || cp > 0x10ffff)
		return 0;
	put_point(out, (uint32_t)cp);
	return (size_t)(end - s) + (*end == ';');
}

/* Bytes of %E6%9D%B1; of what is ASCII nobody need write it so. */
static size_t
percent(struct buf *out, const char *s)
{
	struct buf bytes = { 0 };
	size_t n = 0;
	char byte;

	for (; s[n] == '%' && hex_byte(s + n + 1) >= 0x80; n += 3) {
		byte = (char)hex_byte(s + n + 1);
		buf_put(&bytes, &byte, 1);
		/* In CP932 the second byte may be a letter. */
		if (isalpha((unsigned char)s[n + 3]))
			buf_put(&bytes, s + n++ + 3, 1);
	}
	if (n > 0)
		put_decoded(out, bytes.data, bytes.len);
	buf_free(&bytes);
	return n;
}

/* A text with its escapes undone, and without tags where it has any.  close:
 * where the next tag ends, asked for once. */
static void
put_unmarked(struct buf *out, const char *s, bool marked)
{
	const char *close = s;
	size_t n, plain;

	while (*s != '\0') {
		plain = strcspn(s, "<&%");
		buf_put(out, s, plain);
		s += plain;
		if (*s == '<' && marked && close != NULL && close <= s)
			close = strchr(s, '>');
		n = 0;
		if (*s == '<' && marked && close != NULL && close - s < TAG_MAX)
			n = (size_t)(close - s) + 1;
		else if (*s == '&')
			n = entity(out, s);
		else if (*s == '%')
			n = percent(out, s);
		if (n == 0 && *s != '\0') {
			buf_put(out, s, 1);
			n = 1;
		}
		s += n;
	}
}

static bool
is_text(const unsigned char *p, size_t len)
{
	size_t i, strange = 0;

	len = len < SNIFF ? len : SNIFF;
	for (i = 0; i < len; i++) {
		if (p[i] == '\0')
			return false;
		strange += p[i] < 0x20 && strchr("\t\n\f\r\x1b", p[i]) == NULL;
	}
	return len > 0 && 32 * strange <= len;
}

static bool
is_wide(const unsigned char *p, size_t len)
{
	return len >= 4 && ((p[0] == 0xff && p[1] == 0xfe) ||
			       (p[0] == 0xfe && p[1] == 0xff));
}

bool
readable_text(struct buf *out, const void *p, size_t len)
{
	struct buf text = { 0 };
	const char *s;
	bool bad = false;

	len = len < READABLE_BYTES ? len : READABLE_BYTES;
	if (len >= 5 && memcmp(p, "{\\rtf", 5) == 0) {
		put_rtf(out, p, len);
		return true;
	}
	if (is_wide(p, len))
		charset_decode(&text, "utf-16", p, len, &bad);
	else if (is_text(p, len))
		put_decoded(&text, p, len);
	else
		return false;
	s = buf_str(&text);
	if (strncmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	put_unmarked(out, s, s[strspn(s, " \t\r\n")] == '<');
	buf_free(&text);
	return true;
}
