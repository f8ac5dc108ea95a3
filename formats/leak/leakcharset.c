#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/leak/decoding.h"
#include "formats/leak/escapes.h"
#include "formats/leak/leakcharset.h"

/* Bytes of two kanji at the least, of those that are no ASCII. */
#define WESTERN_MIN 4
static iconv_t converters[CHARSETS];
/* A byte of theirs comes to no more in UTF-8: a kana of half width. */
#define CHARSET_WIDER 3

bool
leakcharset_setup(void)
{
	static const char *const names[CHARSETS] = { "CP932", "EUC-JP",
		"ISO-2022-JP-2", "UTF-16LE", "UTF-16BE" };
	enum leakcharset cs;

	for (cs = 0; cs < CHARSETS; cs++) {
		if (converters[cs] == NULL)
			converters[cs] = iconv_open("UTF-8", names[cs]);
		if (converters[cs] == (iconv_t)-1) {
			converters[cs] = NULL;
			return false;
		}
	}
	return true;
}

/* Whether letters of CP932 or EUC-JP may be what the bytes are, by the ranges
 * that lead and trail: noise is asked of no converter. */
static bool
may_be(enum leakcharset cs, const unsigned char *p, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n) {
		n = 1;
		if (p[i] < 0x80)
			continue;
		if (cs == CS_CP932) {
			if (p[i] == 0x80 || (p[i] >= 0xa0 && p[i] < 0xe0) ||
			    p[i] > 0xfc)
				continue;
			if (i + 1 == len || p[i + 1] < 0x40 || p[i + 1] > 0xfc)
				return false;
			n = 2;
			continue;
		}
		if (p[i] < 0xa0 && p[i] != 0x8e && p[i] != 0x8f)
			continue;
		n = p[i] == 0x8f ? 3 : 2;
		if (n > len - i || p[i + 1] < 0xa1 || p[i + n - 1] < 0xa1)
			return false;
	}
	return true;
}

void
leakcharset_read(
    struct decoding *d, enum leakcharset cs, const void *p, size_t len)
{
	size_t left = len, room = CHARSET_WIDER * len, wide;
	char *in = (char *)(uintptr_t)p, *out, *to;

	if (d->outcome != LEAK_NONE || len == 0 ||
	    (cs <= CS_EUC && !may_be(cs, p, len)))
		return;
	out = to = mem_grow(NULL, len + 1, CHARSET_WIDER);
	iconv(converters[cs], NULL, NULL, NULL, NULL);
	iconv(converters[cs], &in, &left, &to, &room);
	wide = (size_t)(to - out);
	*to = '\0';
	if (left == 0 && wide > 0 && memchr(out, 0, wide) == NULL &&
	    decoding_spend(d, wide))
		decoding_look(d, out, wide);
	free(out);
}

/* How many bytes from the first on are likely letters of 16 bits; behind them
 * may stand what was decoded by mistake. hi: which byte of two is the high
 * one. */
static size_t
wide_length(const unsigned char *p, size_t len, size_t hi)
{
	size_t i;

	for (i = 0; i + 1 < len; i += 2)
		if (!escape_is_likely((unsigned)p[i + hi] << 8 | p[i + 1 - hi]))
			break;
	return i;
}

/* Only decoded bytes can be UTF-16: what we write ourselves never is. */
static void
read_wide(struct decoding *d, const void *p, size_t len)
{
	size_t n = wide_length(p, len, 1);

	if (n >= 4)
		leakcharset_read(d, CS_16LE, p, n);
	n = wide_length(p, len, 0);
	if (n >= 4)
		leakcharset_read(d, CS_16BE, p, n);
}

void
leakcharset_each(struct decoding *d, const void *p, size_t len, bool all_utf8)
{
	if (!all_utf8) {
		leakcharset_read(d, CS_CP932, p, len);
		leakcharset_read(d, CS_EUC, p, len);
	} else if (memchr(p, 0x1b, len) != NULL)
		leakcharset_read(d, CS_2022, p, len);
	if (d->depth > 0)
		read_wide(d, p, len);
}

/* The byte of CP1252 that is shown as this letter; -1: none. */
static int
cp1252_byte(uint32_t cp)
{
	static const uint16_t above[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e,
		0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
		0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
		0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
		0x17e, 0x178 };
	int i;

	if (cp < 0x100)
		return (int)cp;
	for (i = 0; i < 32; i++)
		if (above[i] == cp)
			return 0x80 + i;
	return -1;
}

void
leakcharset_western(struct decoding *d, const char *text, size_t len)
{
	struct buf b = { 0 };
	size_t i, n, high = 0;
	unsigned char byte;
	uint32_t cp;
	int value;

	for (i = 0; i <= len; i += n) {
		n = i < len ? text_next(text + i, len - i, &cp) : 1;
		n = n == 0 ? 1 : n;
		value = i < len ? cp1252_byte(cp) : -1;
		if (value != -1) {
			byte = (unsigned char)value;
			buf_put(&b, &byte, 1);
			high += value >= 0x80;
			continue;
		}
		if (high >= WESTERN_MIN)
			decoding_inner(d, b.data, b.len);
		b.len = high = 0;
	}
	buf_free(&b);
}
