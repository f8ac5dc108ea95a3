#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/textfold.h"

/* What is read as another letter: letters that look Latin, small capitals among
 * them; old and variant forms of kanji.  Both columns after NFKC and case
 * folding, in the order of the first. */
struct variant {
	uint32_t from, to;
};
static const struct variant latin[] = {
	{ 0x0131, 'i' },
	{ 0x0251, 'a' },
	{ 0x0261, 'g' },
	{ 0x0262, 'g' },
	{ 0x026a, 'i' },
	{ 0x0274, 'n' },
	{ 0x0280, 'r' },
	{ 0x028f, 'y' },
	{ 0x0299, 'b' },
	{ 0x029c, 'h' },
	{ 0x029f, 'l' },
	{ 0x03b1, 'a' },
	{ 0x03b5, 'e' },
	{ 0x03b7, 'n' },
	{ 0x03b9, 'i' },
	{ 0x03ba, 'k' },
	{ 0x03bd, 'v' },
	{ 0x03bf, 'o' },
	{ 0x03c1, 'p' },
	{ 0x03c4, 't' },
	{ 0x03c5, 'u' },
	{ 0x0430, 'a' },
	{ 0x0432, 'b' },
	{ 0x0435, 'e' },
	{ 0x043a, 'k' },
	{ 0x043c, 'm' },
	{ 0x043d, 'h' },
	{ 0x043e, 'o' },
	{ 0x0440, 'p' },
	{ 0x0441, 'c' },
	{ 0x0442, 't' },
	{ 0x0443, 'y' },
	{ 0x0445, 'x' },
	{ 0x0455, 's' },
	{ 0x0456, 'i' },
	{ 0x0458, 'j' },
	{ 0x04bb, 'h' },
	{ 0x04cf, 'l' },
	{ 0x0501, 'd' },
	{ 0x051b, 'q' },
	{ 0x051d, 'w' },
	{ 0x1d00, 'a' },
	{ 0x1d04, 'c' },
	{ 0x1d05, 'd' },
	{ 0x1d07, 'e' },
	{ 0x1d0a, 'j' },
	{ 0x1d0b, 'k' },
	{ 0x1d0d, 'm' },
	{ 0x1d0f, 'o' },
	{ 0x1d18, 'p' },
	{ 0x1d1b, 't' },
	{ 0x1d1c, 'u' },
	{ 0x1d20, 'v' },
	{ 0x1d21, 'w' },
	{ 0x1d22, 'z' },
	{ 0xa730, 'f' },
	{ 0xa731, 's' },
};
static const struct variant kanji[] = {
#include "kanji-table.h" /* generated: kanji-table.py */
};

static int
by_letter(const void *key, const void *member)
{
	uint32_t c = *(const uint32_t *)key;
	const struct variant *v = member;

	return c < v->from ? -1 : c > v->from;
}

static uint32_t
one_of(uint32_t c, const struct variant *list, size_t count)
{
	const struct variant *v;

	v = bsearch(&c, list, count, sizeof(*list), by_letter);
	return v == NULL ? c : v->to;
}

/* Letters in boxes and flags, which NFKC leaves. */
static uint32_t
boxed(uint32_t c)
{
	if (c >= 0x1f150 && c <= 0x1f189)
		return 'a' + (c - 0x1f150) % 0x20;
	return c >= 0x1f1e6 && c <= 0x1f1ff ? 'a' + c - 0x1f1e6 : c;
}

uint32_t
text_lookalike(uint32_t c)
{
	if (c < 0x80)
		return c;
	if (c >= 0x1f150 && c <= 0x1f1ff)
		return boxed(c);
	return one_of(c, latin, sizeof(latin) / sizeof(latin[0]));
}

#define KANJI_FIRST 0x3400
#define KANJI_END   0xa000

/* Whether a kanji of the first plane is a variant: few are, and the list is
 * long. */
static bool
is_variant(uint32_t c)
{
	static uint64_t bits[(KANJI_END - KANJI_FIRST) / 64];
	static bool made;
	uint32_t from;
	size_t i;

	for (i = 0; !made && i < sizeof(kanji) / sizeof(kanji[0]); i++) {
		from = kanji[i].from - KANJI_FIRST;
		if (from < KANJI_END - KANJI_FIRST)
			bits[from / 64] |= UINT64_C(1) << from % 64;
	}
	made = true;
	c -= KANJI_FIRST;
	return bits[c / 64] >> c % 64 & 1;
}

uint32_t
text_kanji(uint32_t c)
{
	if (c < KANJI_FIRST || (c >= KANJI_END && c < 0xf900) ||
	    (c < KANJI_END && !is_variant(c)))
		return c;
	return one_of(c, kanji, sizeof(kanji) / sizeof(kanji[0]));
}

uint32_t
text_unaccented(uint32_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	if (c < 0xc0 || (c > 0x24f && (c < 0x1e00 || c > 0x1eff)))
		return c;
	while (uc_canonical_decomposition(c, parts) > 0)
		c = parts[0];
	return c;
}

#define KANA_FIRST 0x30a1
#define KANA_END   0x30fb

/* Small kana as large ones; ヂ and ヅ as they sound. */
static uint32_t
fold_kana(uint32_t c)
{
	static const struct variant kana[] = {
		{ 0x30a1, 0x30a2 },
		{ 0x30a3, 0x30a4 },
		{ 0x30a5, 0x30a6 },
		{ 0x30a7, 0x30a8 },
		{ 0x30a9, 0x30aa },
		{ 0x30c2, 0x30b8 },
		{ 0x30c3, 0x30c4 },
		{ 0x30c5, 0x30ba },
		{ 0x30e3, 0x30e4 },
		{ 0x30e5, 0x30e6 },
		{ 0x30e7, 0x30e8 },
		{ 0x30ee, 0x30ef },
		{ 0x30f5, 0x30ab },
		{ 0x30f6, 0x30b1 },
	};

	static uint32_t folded[KANA_END - KANA_FIRST];
	size_t i;

	if (folded[0] == 0) {
		for (i = 0; i < sizeof(folded) / sizeof(folded[0]); i++)
			folded[i] = KANA_FIRST + (uint32_t)i;
		for (i = 0; i < sizeof(kana) / sizeof(kana[0]); i++)
			folded[kana[i].from - KANA_FIRST] = kana[i].to;
	}
	return folded[c - KANA_FIRST];
}

static uint32_t
fold_one(uint32_t c)
{
	/* 0 is read as o, and 1 as l or i. */
	if (c < 0x80)
		return c == '0' ? 'o' : c == '1' || c == 'i' ? 'l' : c;
	if (c >= 0x3041 && c <= 0x3096) /* hiragana to katakana */
		c += 0x60;
	if (c >= KANA_FIRST && c < KANA_END)
		return fold_kana(c);
	if (c >= 0x3400 && c < 0xa000)
		return text_kanji(c);
	c = text_unaccented(text_lookalike(text_kanji(c)));
	return c == 'i' ? 'l' : c;
}

static bool
kept(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
	if ((c >= 0x4e00 && c <= 0x9fff) || (c >= KANA_FIRST && c < KANA_END))
		return true;
	/* The long mark is left out as often as it is written; the fillers of
	 * Hangul are letters that nobody sees. */
	return c != 0x30fc && c != 0x115f && c != 0x1160 &&
	       (uc_is_alpha(c) || uc_is_digit(c));
}

/* Kana, kanji and marks that are their own normal form, and what has no
 * meaning but among those who agreed on one. */
static bool
is_settled(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fc) ||
	       (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3001 && c <= 0x3020) ||
	       (c >= 0xe000 && c <= 0xf8ff);
}

/* Kana and marks of half width, but for those that compose with the letter
 * before them. */
#define HALF_FIRST 0xff61
#define HALF_END   0xff9e

static uint32_t
widened(uint32_t c)
{
	static uint32_t wide[HALF_END - HALF_FIRST];
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	uint32_t i;
	int tag;

	for (i = 0; wide[0] == 0 && i < HALF_END - HALF_FIRST; i++)
		wide[HALF_END - HALF_FIRST - 1 - i] =
		    uc_decomposition(HALF_END - 1 - i, &tag, parts) == 1
			? parts[0]
			: 0;
	return wide[c - HALF_FIRST];
}

/* What is of another width than it is else, in that; 0: any other letter. */
static uint32_t
usual_width(uint32_t c)
{
	if (c == 0x3000)
		return ' ';
	if (c >= HALF_FIRST && c < HALF_END)
		return widened(c);
	return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : 0;
}

/* Whether nothing before the letter at s composes with it. */
static bool
is_apart(const char *s, size_t len)
{
	uint32_t cp;

	return len == 0 || (unsigned char)*s < 0x80 ||
	       (text_next(s, len, &cp) > 0 &&
		   (is_settled(cp) || usual_width(cp) != 0));
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
	return is_apart(s + at, len - at) ? at : last;
}

static unsigned char
small(unsigned char c)
{
	return c | (c - (unsigned)'A' < 26 ? 0x20 : 0);
}

#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight letters of ASCII at once: the high bit of each byte tells whether it is
 * 'A' or more, and whether it is more than 'Z'. */
static uint64_t
small_eight(uint64_t w)
{
	uint64_t from = w + EIGHT(0x80 - 'A'), behind = w + EIGHT(0x7f - 'Z');

	return w | (from & ~behind & EIGHT(0x80)) >> 2;
}

static void
put_ascii(struct buf *out, const char *s, size_t len)
{
	unsigned char *to = buf_room(out, len);
	size_t i = 0;
	uint64_t w;

	for (; i + sizeof(w) <= len; i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		w = small_eight(w);
		memcpy(to + i, &w, sizeof(w));
	}
	for (; i < len; i++)
		to[i] = small((unsigned char)s[i]);
	out->len += len;
}

/* Appends what s begins with of another width than it is else, but for a last
 * letter with which something may compose; how many bytes of s that is. */
static size_t
put_wide(struct buf *out, const char *s, size_t len)
{
	size_t at = 0, n;
	uint8_t letter[6];
	uint32_t cp, c;

	while (at < len && (n = text_next(s + at, len - at, &cp)) > 0 &&
	       (c = usual_width(cp)) != 0 &&
	       is_apart(s + at + n, len - at - n)) {
		if (c < 0x80)
			c = small((unsigned char)c);
		buf_put(out, letter, (size_t)u8_uctomb(letter, c, 6));
		at += n;
	}
	return at;
}

/* Where the run of ASCII that begins s can be cut off: its last letter may
 * compose with a mark behind it. */
static size_t
ascii_run(const char *s, size_t len)
{
	size_t n = 0;
	uint64_t w = 0;

	for (; n + sizeof(w) <= len; n += sizeof(w)) {
		memcpy(&w, s + n, sizeof(w));
		if (w & EIGHT(0x80))
			break;
	}
	while (n < len && (unsigned char)s[n] < 0x80)
		n++;
	return n == 0 || is_apart(s + n, len - n) ? n : n - 1;
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
		if (at > 0 && n > 0 && is_apart(s + at, len - at))
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
	size_t n, norm_len;

	while (len > 0) {
		n = ascii_run(s, len);
		put_ascii(out, s, n);
		s += n;
		len -= n;
		n = settled_run(s, len);
		buf_put(out, s, n);
		n += put_wide(out, s + n, len - n);
		s += n;
		len -= n;
		if (n > 0 && is_apart(s, len))
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

/* What text_next() cannot read is left out. */
static const char *
readable(struct buf *clean, const char *s, size_t *len)
{
	const char *end = s + *len;
	uint32_t cp;
	size_t n;

	if (text_valid(s, *len))
		return s;
	for (; s < end; s += n == 0 ? 1 : n) {
		n = text_next(s, (size_t)(end - s), &cp);
		buf_put(clean, s, n);
	}
	*len = clean->len;
	return buf_str(clean);
}

/* What each byte of ASCII is folded to; 0: it is left out. */
static const unsigned char *
ascii_folded(void)
{
	static unsigned char folded[128];
	uint32_t c;

	for (c = 0; folded['a'] == 0 && c < 128; c++)
		if (c != 'a' && kept(fold_one(c)))
			folded[c] = (unsigned char)fold_one(c);
	folded['a'] = 'a';
	return folded;
}

char *
text_fold_nfkc(struct arena *a, const char *norm)
{
	const unsigned char *ascii = ascii_folded();
	const char *end = norm + strlen(norm);
	char *out = arena_alloc(a, 2 * (size_t)(end - norm) + 1), *to = out;
	uint32_t cp;
	size_t n;
	int w;

	for (; norm < end; norm += n) {
		n = 1;
		if ((unsigned char)*norm < 0x80) {
			*to = (char)ascii[(unsigned char)*norm];
			to += *to != '\0';
			continue;
		}
		n = text_next(norm, (size_t)(end - norm), &cp);
		if (n == 0) {
			n = 1;
			continue;
		}
		cp = fold_one(cp);
		if (!kept(cp))
			continue;
		if (cp < 0x80) {
			*to++ = (char)cp;
			continue;
		}
		w = u8_uctomb((uint8_t *)to, cp, 6);
		to += w;
	}
	*to = '\0';
	return out;
}

char *
text_fold(struct arena *a, const char *s, size_t len)
{
	struct buf clean = { 0 }, norm = { 0 };
	char *out;

	s = readable(&clean, s, &len);
	put_nfkc(&norm, s, len);
	out = text_fold_nfkc(a, buf_str(&norm));
	buf_free(&clean);
	buf_free(&norm);
	return out;
}
