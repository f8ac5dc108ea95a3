#include <stdbool.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/letters.h"
#include "formats/names/textfold.h"

#define GETA 0x3013 /* what the gate puts in place of a name */

static bool
is_of(uint32_t c, uint32_t categories)
{
	return uc_is_general_category_withtable(c, categories);
}

static bool
is_unseen(uint32_t c)
{
	return uc_is_property_default_ignorable_code_point(c) || c == 0xfffd ||
	       is_of(c, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Co |
			    UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Cs);
}

/* Letters that mean themselves with a stroke or a mark on them. */
static uint32_t
plain_latin(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} stroked[] = { { 0xe6, 'e' }, { 0xf0, 'd' }, { 0xf8, 'o' },
		{ 0x111, 'd' }, { 0x127, 'h' }, { 0x142, 'l' }, { 0x153, 'e' },
		{ 0x167, 't' }, { 0x180, 'b' }, { 0x249, 'j' } };
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	size_t i;

	while (c >= 0x80 && uc_canonical_decomposition(c, parts) > 0)
		c = parts[0];
	for (i = 0; i < sizeof(stroked) / sizeof(stroked[0]); i++)
		if (c == stroked[i].from)
			return stroked[i].to;
	return c;
}

static bool
is_script(uint32_t c, const char *name)
{
	const uc_script_t *s = uc_script(c);

	return s != NULL && strcmp(s->name, name) == 0;
}

/* A mark above or below belongs to the letter in the scripts that cannot be
 * written without. */
static bool
takes_marks(uint32_t c)
{
	static const char *const without[] = { "Latin", "Greek", "Cyrillic",
		"Han", "Hiragana", "Katakana", "Common", "Hangul" };
	size_t i;

	for (i = 0; i < sizeof(without) / sizeof(without[0]); i++)
		if (is_script(c, without[i]))
			return false;
	return c > 0x7f && uc_is_alpha(c);
}

static uint32_t
ascii(uint32_t c)
{
	if (c < ' ' || c == 0x7f)
		return ' ';
	if (c == '~')
		return '-';
	if (c == '<' || c == '{')
		return '[';
	if (c == '>' || c == '}')
		return ']';
	return c == '`' ? '\'' : c;
}

static uint32_t
punctuation(uint32_t c)
{
	if (c == 0x2018 || c == 0x2019 || c == 0x201b || c == 0x2b9)
		return '\'';
	if (c == 0x301c || c == 0x2212 || is_of(c, UC_CATEGORY_MASK_Pd))
		return '-';
	if (c == 0x3001 || c == 0x3002 || c == 0x30fb)
		return c;
	if (c == 0x201a || c == 0x201e ||
	    is_of(c, UC_CATEGORY_MASK_Pi | UC_CATEGORY_MASK_Pf))
		return ' ';
	if (is_of(c, UC_CATEGORY_MASK_Ps))
		return '[';
	if (is_of(c, UC_CATEGORY_MASK_Pe))
		return ']';
	return ' ';
}

/* What stands for a letter after NFKC and case folding; 0: nothing. */
static uint32_t
meant(uint32_t c, uint32_t before)
{
	int value;

	if (c < 0x80)
		return ascii(c);
	if (c == GETA || c == 0x3007)
		return c;
	if (uc_is_property_white_space(c) || c == 0x2800)
		return ' ';
	if (is_unseen(c))
		return 0;
	value = uc_decimal_value(c);
	if (value >= 0)
		return '0' + (uint32_t)value;
	if (is_of(c, UC_CATEGORY_MASK_Nl | UC_CATEGORY_MASK_No))
		return '0';
	if (is_of(c, UC_CATEGORY_MASK_M))
		return takes_marks(before) && c != before ? c : 0;
	if (is_script(c, "Latin"))
		return plain_latin(c);
	if (is_script(c, "Han"))
		return text_kanji(c);
	return uc_is_alpha(c) ? c : punctuation(c);
}

static bool
has_twins(uint32_t c)
{
	return c < 0x80 ? c >= 'a' && c <= 'z'
			: is_script(c, "Latin") || is_script(c, "Greek") ||
			      is_script(c, "Cyrillic");
}

static bool
is_latin(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

/* A word of letters that look Latin among Latin ones is meant to be read so;
 * one that is of two scripts even then is nobody's word. */
static size_t
put_word(struct letters *to, const uint32_t *c, size_t len, bool latin)
{
	size_t i, plain = 0, twins = 0;

	for (i = 0; i < len; i++) {
		plain += is_latin(c[i]);
		twins += is_latin(text_lookalike(c[i]));
	}
	if (plain > 0 && twins < len) {
		to->c[to->count++] = LETTER_SLOT;
		return len;
	}
	for (i = 0; i < len; i++)
		to->c[to->count++] = plain > 0 || (latin && twins == len)
					 ? text_lookalike(c[i])
					 : c[i];
	return len;
}

static struct letters
one_script(struct arena *a, const struct letters *from)
{
	struct letters to = { .count = 0 };
	bool latin = false;
	size_t i, n;

	to.c = arena_alloc(a, (from->count + 1) * sizeof(*to.c));
	for (i = 0; i < from->count; i++)
		latin = latin || is_latin(from->c[i]);
	for (i = 0; i < from->count; i += n) {
		for (n = 0; i + n < from->count && has_twins(from->c[i + n]);
		     n++)
			continue;
		if (n > 0)
			put_word(&to, from->c + i, n, latin);
		else {
			to.c[to.count++] = from->c[i];
			n = 1;
		}
	}
	return to;
}

struct letters
letters_of(struct arena *a, const char *text)
{
	const char *s = text_nfkc(a, text), *end = s + strlen(s);
	struct letters l = { .count = 0 };
	uint32_t c, before = 0;
	size_t n;

	l.c = arena_alloc(a, ((size_t)(end - s) + 1) * sizeof(*l.c));
	for (; s < end; s += n == 0 ? 1 : n) {
		n = text_next(s, (size_t)(end - s), &c);
		c = n == 0 ? 0 : meant(c, before);
		if (c == 0 || (c == ' ' && (before == ' ' || before == 0)))
			continue;
		l.c[l.count++] = before = c;
	}
	return one_script(a, &l);
}

void
letters_put(struct buf *b, uint32_t c)
{
	uint8_t bytes[6];
	int n;

	if (c == LETTER_SLOT)
		buf_puts(b, "{}");
	else if ((n = u8_uctomb(bytes, c, sizeof(bytes))) > 0)
		buf_put(b, bytes, (size_t)n);
}
