#include <stdint.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/sound.h"
#include "formats/names/textfold.h"

/* Katakana from ァ to ヺ, as kunrei writes them; small ones in capitals. */
static const char kana[][3] = { "A", "a", "I", "i", "U", "u", "E", "e", "O",
	"o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa",
	"za", "si", "zi", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "ti",
	"zi", "Q", "tu", "zu", "te", "de", "to", "do", "na", "ni", "nu", "ne",
	"no", "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be",
	"pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "YA", "ya", "YU",
	"yu", "YO", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e",
	"o", "n", "bu", "ka", "ke", "ba", "bi", "be", "bo" };

enum script { NONE, HIRAGANA, KATAKANA, LATIN };

struct sounding {
	char *out;
	struct place *places; /* or NULL */
	size_t len;
	size_t word; /* where the letters of this word begin in out */
	enum script script;
};

static void
put(struct sounding *s, char c, size_t from, size_t to)
{
	if (s->places != NULL)
		s->places[s->len] = (struct place){ from, to };
	s->out[s->len++] = c;
}

/* What is not heard belongs to the letter before it. */
static void
pass_over(struct sounding *s, size_t to)
{
	if (s->places != NULL && s->len > s->word)
		s->places[s->len - 1].to = to;
}

static char
last(const struct sounding *s)
{
	return s->len > s->word ? s->out[s->len - 1] : 0;
}

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

/* One letter; a long vowel or consonant is a short one. */
static void
hear(struct sounding *s, char c, size_t from, size_t to)
{
	if (c == last(s) || (c == 'u' && last(s) == 'o'))
		pass_over(s, to);
	else
		put(s, c, from, to);
}

static void
end_word(struct sounding *s, size_t at)
{
	if (s->script != NONE)
		put(s, ' ', at, at);
	s->script = NONE;
	s->word = s->len;
}

static void
begin_word(struct sounding *s, enum script script, size_t at)
{
	if (s->script == script)
		return;
	end_word(s, at);
	if (script != LATIN)
		put(s, SOUND_KANA, at, at);
	s->script = script;
	s->word = s->len;
}

/* Takes the last letter back. */
static size_t
unhear(struct sounding *s, size_t from)
{
	s->len--;
	return s->places != NULL ? s->places[s->len].from : from;
}

/* A small vowel takes the place of the one before it: ファ is ha, ティ ti, ジェ
 * zye, ウィ wi. */
static void
small_vowel(struct sounding *s, char c, size_t from, size_t to)
{
	char before = last(s);

	if (is_vowel(before) && before != c) {
		from = unhear(s, from);
		if (before == 'i')
			hear(s, 'y', from, to);
		else if (before == 'u' && s->len == s->word)
			hear(s, 'w', from, to);
	}
	hear(s, c, from, to);
}

static void
hear_kana(struct sounding *s, uint32_t cp, size_t from, size_t to)
{
	const char *k = kana[(cp < 0x30a1 ? cp + 0x60 : cp) - 0x30a1];

	begin_word(s, cp < 0x30a1 ? HIRAGANA : KATAKANA, from);
	if (k[0] == 'Q') { /* a long consonant */
		pass_over(s, to);
	} else if (k[0] == 'Y') {
		if (last(s) == 'i')
			from = unhear(s, from);
		hear(s, 'y', from, to);
		hear(s, (char)(k[1] | 0x20), from, to);
	} else if (k[0] < 'a') {
		small_vowel(s, (char)(k[0] | 0x20), from, to);
	} else {
		hear(s, k[0], from, to);
		if (k[1] != 0)
			hear(s, k[1], from, to);
	}
}

/* The letter at p without its accents; 0: no Latin letter.  *n: its bytes. */
static char
latin(const char *p, size_t *n)
{
	uint32_t cp;

	*n = 1;
	if ((unsigned char)*p >= 0x80) {
		*n = text_next(p, strnlen(p, 4), &cp);
		cp = *n == 0 ? 0 : text_unaccented(cp);
	} else
		cp = (unsigned char)*p;
	return cp >= 'a' && cp <= 'z' ? (char)cp : 0;
}

/* A consonant of two letters, or with another name, and the y that it sounds
 * with before a, u, e and o; how many bytes it took. */
static size_t
hear_hepburn(struct sounding *s, const char *l, size_t at)
{
	static const struct {
		const char *written;
		char sound;
		bool y;
	} ways[] = { { "tch", 't', true }, { "cch", 't', true },
		{ "sh", 's', true }, { "ch", 't', true }, { "j", 'z', true },
		{ "ts", 't', false }, { "dz", 'z', false }, { "f", 'h', false },
		{ "v", 'b', false } };
	size_t i, n, m;
	char c;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		n = strlen(ways[i].written);
		if (strncmp(l, ways[i].written, n) != 0)
			continue;
		hear(s, ways[i].sound, at, at + n);
		c = latin(l + n, &m);
		if (ways[i].y && is_vowel(c) && c != 'i')
			hear(s, 'y', at, at + n);
		return n;
	}
	return 0;
}

static bool
may_be_hepburn(char c, char next)
{
	switch (c) {
	case 's':
		return next == 'h';
	case 'c':
		return next == 'h' || next == 'c';
	case 't':
		return next == 's' || next == 'c';
	case 'd':
		return next == 'z';
	default:
		return c == 'j' || c == 'f' || c == 'v';
	}
}

/* How many bytes it took. */
static size_t
hear_latin(struct sounding *s, const char *l, size_t at, char c, size_t n)
{
	size_t taken, m;
	char next;

	begin_word(s, LATIN, at);
	if (may_be_hepburn(c, l[n]) && (taken = hear_hepburn(s, l, at)) > 0)
		return taken;
	next = c == 'h' || c == 'm' ? latin(l + n, &m) : 0;
	if (c == 'h' && (last(s) == 'o' || last(s) == 'u') && !is_vowel(next) &&
	    next != 'y')
		pass_over(s, at + n); /* ohno */
	else if (c == 'm' && (next == 'b' || next == 'm' || next == 'p'))
		hear(s, 'n', at, at + n); /* shimbashi */
	else
		hear(s, c, at, at + n);
	return n;
}

/* What stands inside a word and is not heard: the long mark, accents by
 * themselves, the apostrophe of Shin'ichi. */
static bool
is_silent(uint32_t c)
{
	return c == 0x30fc || c == '\'' || c == 0x2019 || c == 0xad ||
	       (c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200d);
}

static size_t
hear_one(struct sounding *s, const char *p, size_t at)
{
	uint32_t cp;
	size_t n;
	char c;

	c = latin(p, &n);
	if (c != 0)
		return hear_latin(s, p, at, c, n);
	n = text_next(p, strnlen(p, 4), &cp);
	if (n == 0)
		return 1;
	if ((cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30a1 && cp <= 0x30fa))
		hear_kana(s, cp, at, at + n);
	else if (is_silent(cp))
		pass_over(s, at + n);
	else
		end_word(s, at);
	return n;
}

/* Whether the Latin letter at p is heard as it is written. */
static bool
is_plain(const struct sounding *s, const char *p)
{
	switch (*p) {
	case 's':
	case 'c':
	case 't':
	case 'd':
		return !may_be_hepburn(*p, p[1]);
	case 'h':
		return last(s) != 'o' && last(s) != 'u';
	case 'm':
		return p[1] != 'b' && p[1] != 'm' && p[1] != 'p';
	case 'j':
	case 'f':
	case 'v':
		return false;
	default:
		return *p >= 'a' && *p <= 'z';
	}
}

/* Most of most texts, at once: what stands between words, and letters that are
 * heard as they are written.  How many bytes. */
static size_t
hear_plain(struct sounding *s, const char *p, size_t at)
{
	size_t n = 0;

	if (s->script == NONE)
		while (p[n] > 0 && p[n] < 'a')
			n++;
	if (s->script == LATIN)
		for (; is_plain(s, p + n); n++)
			hear(s, p[n], at + n, at + n + 1);
	return n;
}

size_t
sound_put(char *out, const char *norm, struct place *places)
{
	struct sounding s = { .out = out, .places = places };
	size_t at = 0;

	put(&s, ' ', 0, 0);
	for (;;) {
		at += hear_plain(&s, norm + at, at);
		if (norm[at] == '\0')
			break;
		at += hear_one(&s, norm + at, at);
	}
	end_word(&s, at);
	s.out[s.len] = '\0';
	return s.len;
}

char *
sound_of(struct arena *a, const char *norm)
{
	char *out = arena_alloc(a, SOUND_ROOM(strlen(norm)));

	sound_put(out, norm, NULL);
	return out;
}

size_t
sound_join(char *sound, size_t len, struct place *places)
{
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		if (sound[i] == ' ' || sound[i] == SOUND_KANA)
			continue;
		if (places != NULL)
			places[n] = places[i];
		sound[n++] = sound[i];
	}
	sound[n] = '\0';
	return n;
}

bool
sound_is_known(const char *norm)
{
	uint32_t cp;
	size_t n;

	for (; *norm != '\0'; norm += n) {
		n = text_next(norm, strnlen(norm, 4), &cp);
		if (n == 0 || cp >= 0x3400 || (cp >= '0' && cp <= '9'))
			return false;
	}
	return true;
}
