#include <string.h>
#include <unictype.h>

#include "formats/base/mem.h"
#include "formats/indicators/everyday.h"
#include "formats/indicators/letters.h"
#include "formats/indicators/token.h"

#define GETA	0x3013
#define LONGEST 40 /* letters of a Latin word that are looked at */

static bool
is_latin(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_plain(uint32_t c)
{
	return is_latin(c) || is_digit(c);
}

static bool
is_cjk(uint32_t c)
{
	return c == GETA || (c >= 0x3005 && c <= 0x3007) ||
	       (c >= 0x3031 && c <= 0x30ff && c != 0x30fb) ||
	       (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0x20000 && c <= 0x3ffff);
}

static bool
is_numeral(uint32_t c)
{
	static const uint32_t numerals[] = { 0x3007, 0x4e00, 0x4e03, 0x4e07,
		0x4e09, 0x4e24, 0x4e5d, 0x4e8c, 0x4e94, 0x4ebf, 0x5104, 0x5146,
		0x516b, 0x516d, 0x5341, 0x5343, 0x53c1, 0x53c2, 0x56db, 0x58f1,
		0x5eff, 0x5f10, 0x62fe, 0x767e, 0x842c, 0x96f6, 0x4f0d, 0x58f9,
		0x8cb3, 0x8086, 0x9678, 0x67d2, 0x634c, 0x7396, 0x4edf,
		0x4f70 };
	size_t i;

	for (i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++)
		if (c == numerals[i])
			return true;
	return false;
}

/* 月日年回号件円期版番丁条項章階: what is counted. */
static bool
is_counter(uint32_t c)
{
	static const uint32_t counters[] = { 0x4e01, 0x4ef6, 0x5186, 0x53f7,
		0x56de, 0x5e74, 0x65e5, 0x6708, 0x671f, 0x6761, 0x7248, 0x756a,
		0x7ae0, 0x968e, 0x9805 };
	size_t i;

	for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++)
		if (c == counters[i])
			return true;
	return false;
}

/* A Latin piece as bytes; false where it has a digit or is too long for a
 * word. */
static bool
word_bytes(const uint32_t *c, size_t len, char out[LONGEST + 1])
{
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		if (c[i] == '\'')
			break;
		if (!is_latin(c[i]) || n == LONGEST)
			return false;
		out[n++] = (char)c[i];
	}
	out[n] = '\0';
	return true;
}

/* Whether a piece was made by chance, or with numbers. */
static bool
is_made(const uint32_t *c, size_t len)
{
	char word[LONGEST + 1];
	size_t i, digits = 0;

	for (i = 0; i < len; i++)
		digits += is_digit(c[i]);
	if (digits > 0)
		return digits < len;
	if (len == 1)
		return false;
	return !word_bytes(c, len, word) ||
	       (!everyday_speakable(word, strlen(word)) &&
		   !everyday_web(word, strlen(word)));
}

/* Letters, digits and what stands for a letter in an encoding. */
static bool
in_run(uint32_t c)
{
	return c == GETA || c == LETTER_SLOT ||
	       (c > ' ' && c < 0x7f && strchr("()[]\",;?!", (int)c) == NULL);
}

/* Length of the piece that begins c: letters and digits, with the apostrophe
 * of a word. */
static size_t
piece(const uint32_t *c, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++)
		if (!is_plain(c[n]) &&
		    !(c[n] == '\'' && n > 1 && n + 1 < len &&
			is_latin(c[n - 1]) && is_latin(c[n + 1])))
			break;
	return n;
}

static bool
at_is(const uint32_t *c, size_t len, size_t i, bool (*is)(uint32_t))
{
	return i < len && is(c[i]);
}

static bool
is_joined(uint32_t c)
{
	return is_plain(c) || c == GETA || c == LETTER_SLOT;
}

static bool
is_hex(uint32_t c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f');
}

/* A sign within a run that only encodings, addresses and paths have. */
static bool
is_coded_at(const uint32_t *c, size_t len, size_t i)
{
	bool before = i > 0 && is_joined(c[i - 1]);
	bool behind = at_is(c, len, i + 1, is_joined);

	switch (c[i]) {
	case LETTER_SLOT:
		return true;
	case '@':
	case '+':
		return before || behind;
	case '=':
		return before;
	case '%':
		return at_is(c, len, i + 1, is_hex) &&
		       at_is(c, len, i + 2, is_hex);
	case '$':
		return at_is(c, len, i + 1, is_latin);
	case '\\':
	case '^':
	case '|':
		return before && behind;
	case ':':
		return i + 2 < len && c[i + 1] == '/' && c[i + 2] == '/';
	case '&':
		return behind && i + 2 < len;
	default:
		return false;
	}
}

static bool
is_coded(const uint32_t *c, size_t len)
{
	size_t i, n, pieces = 0;
	bool made = false;

	for (i = 0; i < len; i += n) {
		n = piece(c + i, len - i);
		if (n > 0) {
			pieces++;
			made = made || is_made(c + i, n);
			continue;
		}
		n = 1;
		if (c[i] != '&' && is_coded_at(c, len, i))
			return true;
	}
	return made;
}

static void
push(struct arena *a, struct tokens *to, enum token_kind kind,
    const uint32_t *c, size_t len)
{
	struct token *t = arena_push(a, &to->t, &to->count, sizeof(*t));

	t->kind = kind;
	t->c = c;
	t->len = len;
}

static void
put_pieces(struct arena *a, struct tokens *to, const uint32_t *c, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n) {
		n = piece(c + i, len - i);
		if (n > 0)
			push(a, to, is_digit(c[i]) ? TOKEN_SLOT : TOKEN_WORD,
			    c + i, n);
		else {
			n = 1;
			push(a, to, c[i] == GETA ? TOKEN_CJK : TOKEN_SIGN,
			    c + i, 1);
		}
	}
}

/* What stands on the other side of a sign or blank. */
static bool
is_number_beside(const struct letters *l, size_t i, size_t step)
{
	size_t next = i + step, over = next + step;

	if (next < l->count && is_digit(l->c[next]))
		return true;
	return over < l->count && !is_cjk(l->c[next]) &&
	       !uc_is_alpha(l->c[next]) &&
	       (is_numeral(l->c[over]) || is_digit(l->c[over]));
}

/* 一覧 and 十分 are words; 四八二, 第四, 八月 and 四・八 are numbers. */
static bool
is_number(const struct letters *l, size_t i, size_t len)
{
	return len > 1 || (i > 0 && l->c[i - 1] == 0x7b2c) ||
	       (i + len < l->count && is_counter(l->c[i + len])) ||
	       is_number_beside(l, i + len - 1, 1) ||
	       is_number_beside(l, i, (size_t)-1);
}

/* One run of letters without blanks between words. */
static size_t
put_cjk(struct arena *a, struct tokens *to, const struct letters *l, size_t i)
{
	size_t n, from = i, end = i;

	while (end < l->count && is_cjk(l->c[end]))
		end++;
	for (; i < end; i += n) {
		for (n = 0; i + n < end && is_numeral(l->c[i + n]); n++)
			continue;
		if (n == 0 || !is_number(l, i, n)) {
			n = n == 0 ? 1 : n;
			continue;
		}
		if (i > from)
			push(a, to, TOKEN_CJK, l->c + from, i - from);
		push(a, to, TOKEN_SLOT, l->c + i, n);
		from = i + n;
	}
	if (end > from)
		push(a, to, TOKEN_CJK, l->c + from, end - from);
	return end;
}

static struct tokens
split(struct arena *a, const struct letters *l)
{
	struct tokens to = { .count = 0 };
	size_t i = 0, n;

	while (i < l->count) {
		for (n = 0; i + n < l->count && in_run(l->c[i + n]); n++)
			continue;
		if (n > 0 && (l->c[i] != GETA || is_coded(l->c + i, n))) {
			if (is_coded(l->c + i, n))
				push(a, &to, TOKEN_SLOT, l->c + i, n);
			else
				put_pieces(a, &to, l->c + i, n);
			i += n;
		} else if (is_cjk(l->c[i]))
			i = put_cjk(a, &to, l, i);
		else if (!uc_is_alpha(l->c[i])) {
			push(a, &to, l->c[i] == ' ' ? TOKEN_BLANK : TOKEN_SIGN,
			    l->c + i, 1);
			i++;
		} else {
			for (n = 1;
			     i + n < l->count && l->c[i + n] > 0x7f &&
			     uc_is_alpha(l->c[i + n]) && !is_cjk(l->c[i + n]);
			     n++)
				continue;
			push(a, &to, TOKEN_WORD, l->c + i, n);
			i += n;
		}
	}
	return to;
}

static bool
is_bracket(const struct token *t)
{
	return t->kind == TOKEN_SIGN && strchr("()[]", (int)t->c[0]) != NULL;
}

/* The next one that is more than a sign; count: none, or a bracket comes
 * first. */
static size_t
beside(const struct tokens *of, size_t i, size_t step)
{
	for (i += step; i < of->count; i += step) {
		if (is_bracket(&of->t[i]))
			return of->count;
		if (of->t[i].kind != TOKEN_SIGN && of->t[i].kind != TOKEN_BLANK)
			return i;
	}
	return of->count;
}

/* Words that go with a number: months, days, numbers in Latin letters. */
static bool
is_date_word(const struct token *t)
{
	static const char *const words[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december", "jan", "feb", "mar", "apr",
		"jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon",
		"tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday", "sunday", "am",
		"pm", "st", "nd", "rd", "th", "jst", "utc", "gmt", "no" };
	char word[LONGEST + 1];
	size_t i;

	if (t->kind != TOKEN_WORD || !word_bytes(t->c, t->len, word))
		return false;
	for (i = 0; i < sizeof(words) / sizeof(words[0]) - 1; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static bool
is_single(const struct token *t)
{
	return t->kind == TOKEN_WORD && t->len == 1 && is_latin(t->c[0]);
}

static bool
is_roman(const struct token *t)
{
	char word[LONGEST + 1];

	return t->kind == TOKEN_WORD && t->len > 1 &&
	       word_bytes(t->c, t->len, word) &&
	       strspn(word, "ivx") == strlen(word);
}

/* "a" and "I" are words between words; "e" is in e-mail. */
static bool
is_word_alone(const struct tokens *of, size_t i)
{
	size_t next = beside(of, i, 1), before = beside(of, i, (size_t)-1);

	if (next < of->count &&
	    (of->t[next].kind == TOKEN_SLOT || is_single(&of->t[next])))
		return false;
	if (before < of->count &&
	    (of->t[before].kind == TOKEN_SLOT || is_single(&of->t[before])))
		return false;
	if (of->t[i].c[0] == 'a' || of->t[i].c[0] == 'i')
		return true;
	return of->t[i].c[0] == 'e' && i + 1 < of->count &&
	       of->t[i + 1].kind == TOKEN_SIGN && of->t[i + 1].c[0] == '-';
}

static bool
is_slot_beside(const struct tokens *of, size_t i)
{
	size_t next = beside(of, i, 1), before = beside(of, i, (size_t)-1);

	return (next < of->count && of->t[next].kind == TOKEN_SLOT) ||
	       (before < of->count && of->t[before].kind == TOKEN_SLOT);
}

/* August beside a slot, and the "of" between the two. */
static bool
is_date_part(const struct tokens *of, size_t i)
{
	const struct token *t = &of->t[i];
	size_t next = beside(of, i, 1);

	if (!is_slot_beside(of, i))
		return false;
	return is_date_word(t) ||
	       (t->kind == TOKEN_WORD && t->len == 2 && t->c[0] == 'o' &&
		   t->c[1] == 'f' && next < of->count &&
		   is_date_word(&of->t[next]));
}

static void
widen(struct tokens *of)
{
	bool again = true;
	size_t i;

	for (i = 0; i < of->count; i++)
		if (is_roman(&of->t[i]) ||
		    (is_single(&of->t[i]) && !is_word_alone(of, i)))
			of->t[i].kind = TOKEN_SLOT;
	while (again) {
		again = false;
		for (i = 0; i < of->count; i++)
			if (is_date_part(of, i)) {
				of->t[i].kind = TOKEN_SLOT;
				again = true;
			}
	}
}

/* 月 to 日 alone, as behind a date. */
static bool
is_weekday(const struct token *t)
{
	static const uint32_t days[] = { 0x65e5, 0x6708, 0x706b, 0x6c34, 0x6728,
		0x91d1, 0x571f };
	size_t i;

	for (i = 0; t->len == 1 && i < sizeof(days) / sizeof(days[0]); i++)
		if (t->c[0] == days[i])
			return true;
	return false;
}

static bool
is_bracket_of(const struct token *t, const char *kinds)
{
	return is_bracket(t) && strchr(kinds, (int)t->c[0]) != NULL;
}

/* The bracket that closes the one at i; i: none does. */
static size_t
closing(const struct tokens *of, size_t i)
{
	size_t n;

	for (n = i + 1; n < of->count; n++)
		if (is_bracket(&of->t[n]))
			return is_bracket_of(&of->t[n], ")]") ? n : i;
	return i;
}

static bool
is_empty(const struct tokens *of, size_t from, size_t to)
{
	const struct token *t;

	for (t = of->t + from; t < of->t + to; t++)
		if ((t->kind == TOKEN_WORD && !is_date_word(t)) ||
		    (t->kind == TOKEN_CJK && !is_weekday(t)))
			return false;
	return true;
}

/* Pairs of brackets that hold no word, and brackets that are no pair. */
static void
drop_brackets(struct tokens *of)
{
	size_t i, end, to = 0, open = 0;

	for (i = 0; i < of->count; i++) {
		end = is_bracket_of(&of->t[i], "([") ? closing(of, i) : i;
		if (end > i && is_empty(of, i + 1, end))
			i = end;
		else if (end > i)
			open = end;
		if (is_bracket(&of->t[i]) && i != open && end != open)
			of->t[i].kind = TOKEN_BLANK;
		of->t[to++] = of->t[i];
	}
	of->count = to;
}

static void
join_slots(struct tokens *of)
{
	size_t i, next, to = 0;

	for (i = 0; i < of->count; i++) {
		of->t[to++] = of->t[i];
		if (of->t[i].kind != TOKEN_SLOT)
			continue;
		while ((next = beside(of, i, 1)) < of->count &&
		       of->t[next].kind == TOKEN_SLOT)
			i = next;
	}
	of->count = to;
}

struct tokens
tokens_of(struct arena *a, const char *text)
{
	struct letters l = letters_of(a, text);
	struct tokens to = split(a, &l);

	widen(&to);
	drop_brackets(&to);
	join_slots(&to);
	return to;
}
