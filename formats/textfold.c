#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "formats/buf.h"
#include "formats/mem.h"
#include "formats/text.h"

/* Old and variant forms that names are written in, and letters of other
 * scripts that look Latin.  Both columns after NFKC and case folding. */
static const struct {
	uint32_t from, to;
} folds[] = {
	{ 0x0430, 'a' }, { 0x0435, 'e' }, { 0x043e, 'o' }, { 0x0440, 'p' },
	{ 0x0441, 'c' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0456, 'i' },
	{ 0x0458, 'j' }, { 0x0455, 's' }, { 0x03b1, 'a' }, { 0x03bf, 'o' },
	{ 0x03c1, 'p' }, { 0x03bd, 'v' }, { 0x0501, 'd' }, { 0x051b, 'q' },
	{ 0x051d, 'w' }, { 0x04bb, 'h' }, { 0x04cf, 'l' }, { 0x043c, 'm' },
	{ 0x043d, 'h' }, { 0x0442, 't' }, { 0x043a, 'k' }, { 0x0432, 'b' },
	{ 0x03b9, 'i' }, { 0x03ba, 'k' }, { 0x03c4, 't' }, { 0x03c5, 'u' },
	{ 0x03b7, 'n' }, { 0x03b5, 'e' }, { 0x0131, 'i' }, { 0x0261, 'g' },
	{ 0x0251, 'a' }, { 0x026a, 'i' }, { 0x9ad9, 0x9ad8 }, /* 髙 高 */
	{ 0xfa11, 0x5d0e },				      /* 﨑 崎 */
	{ 0x9f4b, 0x6589 }, { 0x658e, 0x6589 },
	{ 0x9f4a, 0x6589 },			/* 齋斎齊 斉 */
	{ 0x908a, 0x8fba }, { 0x9089, 0x8fba }, /* 邊 邉 辺 */
	{ 0x6ff1, 0x6d5c }, { 0x6fa4, 0x6ca2 }, /* 濱 浜, 澤 沢 */
	{ 0x6afb, 0x685c }, { 0x5ee3, 0x5e83 }, /* 櫻 桜, 廣 広 */
	{ 0x570b, 0x56fd },			/* 國 国 */
};

uint32_t
text_lookalike(uint32_t c)
{
	size_t i;

	for (i = 0; c >= 0x80 && i < sizeof(folds) / sizeof(folds[0]); i++)
		if (c == folds[i].from)
			return folds[i].to;
	return c;
}

static uint32_t
fold_one(uint32_t c)
{
	static const uint32_t small[] = { 0x30a1, 0x30a3, 0x30a5, 0x30a7,
		0x30a9, 0x30c3, 0x30e3, 0x30e5, 0x30e7 };
	size_t i;

	/* Who writes 0 for o, or 1 for l or i, is read over. */
	if (c < 0x80)
		return c == '0' ? 'o' : c == '1' || c == 'i' ? 'l' : c;
	if (c == 0x3062 || c == 0x3065 || c == 0x30c2 || c == 0x30c5)
		return c % 0x60 == 0x02 ? 0x30b8 : 0x30ba;
	if (c >= 0x3041 && c <= 0x3096) /* hiragana to katakana */
		c += 0x60;
	for (i = 0; i < sizeof(small) / sizeof(small[0]); i++)
		if (c == small[i])
			return c + 1;
	return text_lookalike(c);
}

static bool
kept(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
	/* The long mark is left out as often as it is written. */
	return c != 0x30fc && (uc_is_alpha(c) || uc_is_digit(c));
}

/* Kana and kanji that are their own normal form. */
static bool
is_settled(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa) ||
	       c == 0x30fc || (c >= 0x4e00 && c <= 0x9fff) ||
	       (c >= 0x3001 && c <= 0x3002) || (c >= 0x300c && c <= 0x300d);
}

/* Bytes of s that are settled; its last letter only where nothing behind it
 * may compose with it. */
static size_t
settled_run(const char *s, size_t len)
{
	size_t n, at = 0, last = 0;
	uint32_t cp;

	while (at < len && (n = text_next(s + at, len - at, &cp)) > 0 &&
	       is_settled(cp)) {
		last = at;
		at += n;
	}
	return at == len || (unsigned char)s[at] < 0x80 ? at : last;
}

/* Where the run of ASCII that begins s can be cut off: its last letter may
 * compose with a mark behind it. */
static size_t
ascii_run(const char *s, size_t len)
{
	size_t n = 0;
	uint32_t cp;

	while (n < len && (unsigned char)s[n] < 0x80)
		n++;
	if (n == len || n == 0 ||
	    (text_next(s + n, len - n, &cp) > 0 && is_settled(cp)))
		return n;
	return n - 1;
}

/* Bytes of s that the library is to look at: one letter, and what may compose
 * with it. */
static size_t
other_run(const char *s, size_t len)
{
	size_t at = 0, n;
	uint32_t cp;

	while (at < len) {
		n = text_next(s + at, len - at, &cp);
		if (at > 0 && n > 0 && (cp < 0x80 || is_settled(cp)))
			break;
		at += n == 0 ? 1 : n;
	}
	return at;
}

/*
 * Appends the case-folded NFKC form of s.  ASCII, most of most mails, needs
 * no tables: the library is asked for the rest only, in runs that end before
 * an ASCII letter, where nothing composes.
 */
static void
put_nfkc(struct buf *out, const char *s, size_t len)
{
	uint8_t *norm;
	size_t n, i, norm_len;

	while (len > 0) {
		n = ascii_run(s, len);
		buf_put(out, s, n);
		for (i = out->len - n; i < out->len; i++)
			if (out->data[i] >= 'A' && out->data[i] <= 'Z')
				out->data[i] += 'a' - 'A';
		s += n;
		len -= n;
		n = settled_run(s, len);
		buf_put(out, s, n);
		s += n;
		len -= n;
		if (n > 0 && (len == 0 || (unsigned char)*s < 0x80))
			continue;
		n = other_run(s, len);
		if (n == 0)
			break;
		norm = u8_casefold(
		    (const uint8_t *)s, n, NULL, UNINORM_NFKC, NULL, &norm_len);
		if (norm == NULL)
			buf_put(out, s, n);
		else
			buf_put(out, norm, norm_len);
		free(norm);
		s += n;
		len -= n;
	}
}

char *
text_nfkc(struct arena *a, const char *s)
{
	struct buf norm = { 0 };
	char *out;

	put_nfkc(&norm, s, strlen(s));
	out = arena_strdup(a, buf_str(&norm));
	buf_free(&norm);
	return out;
}

char *
text_fold(struct arena *a, const char *s, size_t len)
{
	struct buf clean = { 0 }, folded = { 0 };
	const char *norm;
	uint8_t c8[6];
	uint32_t cp;
	size_t n, out_len, i, k = 0;
	char *out;
	int w;

	if (text_valid(s, len)) {
		put_nfkc(&folded, s, len);
		len = 0;
	}
	for (; len > 0; s += n, len -= n) {
		n = text_next(s, len, &cp);
		if (n == 0)
			n = 1;
		else
			buf_put(&clean, s, n);
	}
	put_nfkc(&folded, buf_str(&clean), clean.len);
	buf_free(&clean);
	norm = buf_str(&folded);
	out_len = folded.len;
	out = arena_alloc(a, 2 * out_len + 1);
	for (i = 0; i < out_len; i += n) {
		n = text_next(norm + i, out_len - i, &cp);
		if (n == 0) {
			n = 1;
			continue;
		}
		cp = fold_one(cp);
		if (!kept(cp))
			continue;
		w = u8_uctomb(c8, cp, sizeof(c8));
		memcpy(out + k, c8, (size_t)w);
		k += (size_t)w;
	}
	out[k] = '\0';
	buf_free(&folded);
	return out;
}
