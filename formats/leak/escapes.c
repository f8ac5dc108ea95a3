#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/leak/escapes.h"

/* Half a surrogate pair is no letter. */
static void
put_point(struct buf *b, uint32_t cp)
{
	uint8_t u[6];
	int n = u8_uctomb(u, cp, sizeof(u));

	if (n > 0)
		buf_put(b, u, (size_t)n);
}

size_t
escape_entity(const char *s, struct buf *out)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} names[] = { { "&amp;", '&' }, { "&period;", '.' },
		{ "&commat;", '@' }, { "&nbsp;", ' ' }, { "&shy;", 0xad },
		{ "&hyphen;", '-' }, { "&dash;", '-' }, { "&lt;", '<' },
		{ "&gt;", '>' }, { "&quot;", '"' } };
	unsigned long cp;
	char *end;
	size_t i;

	if (s[1] == '#') {
		cp = s[2] == 'x' || s[2] == 'X' ? strtoul(s + 3, &end, 16)
						: strtoul(s + 2, &end, 10);
		if (end < s + 3 || cp == 0 || cp > 0x10ffff)
			return 0;
		put_point(out, (uint32_t)cp);
		return (size_t)(end - s) + (*end == ';');
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncasecmp(s, names[i].name, strlen(names[i].name)) == 0) {
			put_point(out, names[i].cp);
			return strlen(names[i].name);
		}
	return 0;
}

static uint32_t
four_hex(const char *s)
{
	int hi = hex_byte(s), lo = hi == -1 ? -1 : hex_byte(s + 2);

	return lo == -1 ? 0 : (uint32_t)(hi << 8 | lo);
}

/* A code point in least to most digits at s; how many it took. */
static size_t
put_hex(const char *s, size_t least, size_t most, struct buf *out)
{
	uint32_t cp = 0;
	size_t n = 0;

	for (; n < most && hex_value(s[n]) != -1; n++)
		cp = cp << 4 | (uint32_t)hex_value(s[n]);
	if (n < least || cp == 0)
		return 0;
	put_point(out, cp);
	return n;
}

/* What stands behind a backslash in braces, or in eight digits. */
static size_t
long_backslash(const char *s, struct buf *out)
{
	static const char *const opens[] = { "\\u{", "\\x{", "\\N{U+" };
	size_t i, n, len;

	for (i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
		len = strlen(opens[i]);
		if (strncmp(s, opens[i], len) != 0)
			continue;
		n = put_hex(s + len, 1, 6, out);
		return n == 0 ? 0 : len + n + (s[len + n] == '}');
	}
	if (s[1] != 'U')
		return 0;
	n = put_hex(s + 2, 8, 8, out);
	return n == 0 ? 0 : 2 + n;
}

static size_t
octal_backslash(const char *s, struct buf *out)
{
	unsigned char byte;
	size_t i;

	for (i = 1; i < 4; i++)
		if (s[i] < '0' || s[i] > '7')
			return 0;
	byte = (unsigned char)((s[1] - '0') << 6 | (s[2] - '0') << 3 |
			       (s[3] - '0'));
	buf_put(out, &byte, 1);
	return 4;
}

size_t
escape_backslash(const char *s, struct buf *out)
{
	uint32_t cp, low;
	long n;
	char *end, byte;
	size_t len;

	if (s[1] == 'u' && (cp = four_hex(s + 2)) != 0) {
		low = cp >= 0xd800 && cp < 0xdc00 && s[6] == '\\' && s[7] == 'u'
			  ? four_hex(s + 8)
			  : 0;
		if (low != 0)
			cp = 0x10000 + ((cp & 0x3ff) << 10) + (low & 0x3ff);
		put_point(out, cp);
		return low != 0 ? 12 : 6;
	}
	if (s[1] == 'u' && (isdigit((unsigned char)s[2]) || s[2] == '-')) {
		n = strtol(s + 2, &end, 10);
		put_point(out, (uint32_t)(n < 0 ? n + 65536 : n) & 0xffff);
		return (size_t)(end - s) + (*end == '?' || *end == ' ');
	}
	if ((s[1] == 'x' || s[1] == '\'') && hex_byte(s + 2) != -1) {
		byte = (char)hex_byte(s + 2);
		buf_put(out, &byte, 1);
		return 4;
	}
	len = long_backslash(s, out);
	return len > 0 ? len : octal_backslash(s, out);
}

size_t
escape_rtf(const char *s, struct buf *out)
{
	long n;
	char *end, byte;

	if (s[1] == 'u' && (isdigit((unsigned char)s[2]) || s[2] == '-')) {
		n = strtol(s + 2, &end, 10);
		put_point(out, (uint32_t)(n < 0 ? n + 65536 : n) & 0xffff);
		end += *end == ' ';
		return (size_t)(end - s) + (*end == '?');
	}
	if (s[1] == '\'' && hex_byte(s + 2) != -1) {
		byte = (char)hex_byte(s + 2);
		buf_put(out, &byte, 1);
		return 4;
	}
	return 0;
}

size_t
escape_percent(const char *s, struct buf *out)
{
	size_t n;
	char byte;

	if ((s[1] | 0x20) == 'u') {
		n = put_hex(s + 2, 4, 4, out);
		return n == 0 ? 0 : 2 + n;
	}
	if (hex_byte(s + 1) == -1)
		return 0;
	byte = (char)hex_byte(s + 1);
	buf_put(out, &byte, 1);
	return 3;
}

size_t
escape_point(const char *s, struct buf *out)
{
	size_t n = s[1] == '+' ? put_hex(s + 2, 4, 6, out) : 0;

	return n == 0 ? 0 : 2 + n;
}

size_t
escape_quoted_printable(const char *s, struct buf *out)
{
	if (s[1] == '\n')
		return 2;
	if (s[1] == '\r' && s[2] == '\n')
		return 3;
	return s[1] == 'u' || s[1] == 'U' ? 0 : escape_percent(s, out);
}

bool
escape_is_likely(unsigned unit)
{
	return (unit >= 0x20 && unit < 0x180) || unit == '\n' || unit == '\r' ||
	       unit == '\t' || unit == 0xfeff ||
	       (unit >= 0x3000 && unit < 0x3100) ||
	       (unit >= 0x4e00 && unit < 0xa000) ||
	       (unit >= 0xff00 && unit < 0xfff0);
}

/* One unit of UTF-16; whether it is a likely letter. */
static bool
put_unit(struct buf *out, unsigned unit, unsigned *high)
{
	if ((unit & 0xfc00) == 0xd800) {
		*high = unit;
		return true;
	}
	if ((unit & 0xfc00) == 0xdc00 && *high != 0)
		put_point(
		    out, 0x10000 + ((*high & 0x3ff) << 10) + (unit & 0x3ff));
	else
		put_point(out, unit == 0 ? ' ' : unit);
	*high = 0;
	return escape_is_likely(unit);
}

size_t
escape_utf7(const char *s, struct buf *out)
{
	size_t n = 1, before = out->len, units = 0, likely = 0;
	unsigned have = 0, high = 0;
	uint32_t bits = 0;

	for (; s[n] != '-' && base64_value(s[n], BASE64_ANY) != -1; n++) {
		bits = bits << 6 | (uint32_t)base64_value(s[n], BASE64_ANY);
		have += 6;
		if (have < 16)
			continue;
		have -= 16;
		units++;
		likely += put_unit(out, bits >> have & 0xffff, &high);
	}
	if (2 * likely > units)
		return n + (s[n] == '-');
	out->len = before;
	return 0;
}

size_t
escape_tag(const char *s, struct buf *out)
{
	const char *end;

	(void)out;
	end = strchr(s, '>');
	return end == NULL || end - s > 4096 ? 0 : (size_t)(end - s) + 1;
}

size_t
escape_defanged(const char *s, struct buf *out)
{
	static const struct {
		const char *written, *meant;
	} ways[] = { { "[.]", "." }, { "[dot]", "." }, { "(dot)", "." },
		{ "(.)", "." }, { "[at]", "@" }, { "(at)", "@" },
		{ "[@]", "@" }, { "{dot}", "." }, { "{at}", "@" } };
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (strncasecmp(s, ways[i].written, strlen(ways[i].written)) ==
		    0) {
			buf_puts(out, ways[i].meant);
			return strlen(ways[i].written);
		}
	return 0;
}

size_t
escape_encoded_word(const char *s, struct buf *out)
{
	const char *charset = s + 2, *way, *body, *end;
	size_t i;
	char byte;

	way = strchr(charset, '?');
	if (way == NULL || way - charset > 40 || way[1] == '\0' ||
	    way[2] != '?')
		return 0;
	body = way + 3;
	end = strstr(body, "?=");
	if (end == NULL)
		return 0;
	if ((way[1] | 0x20) == 'b')
		base64_put(out, body, (size_t)(end - body), BASE64_ANY);
	else
		for (i = 0; body + i < end; i++) {
			if (body[i] == '=' && hex_byte(body + i + 1) != -1) {
				byte = (char)hex_byte(body + i + 1);
				i += 2;
			} else
				byte = body[i] == '_' ? ' ' : body[i];
			buf_put(out, &byte, 1);
		}
	return (size_t)(end - s) + 2;
}
