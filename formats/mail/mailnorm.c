#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>
#include <unistr.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailnorm.h"
#include "formats/names/textfold.h"

/* Bytes of whom a line greets, at most, and lines above it with the
 * organisation and the office. */
#define GREETED_MAX   120
#define GREETED_LINES 4
/* A shorter mixture of letters and digits is a word. */
#define TOKEN_MIN 6

static bool
url_char(unsigned char c)
{
	return c > ' ' && c < 0x7f && strchr("<>\"'`{}|\\^", c) == NULL;
}

static bool
address_char(char c)
{
	return isalnum((unsigned char)c) ||
	       (c != '\0' && strchr("._%+-@", c) != NULL);
}

static size_t
url_length(const char *s)
{
	size_t n = 0;

	if ((*s != 'h' && *s != 'w') ||
	    (strncmp(s, "http://", 7) != 0 && strncmp(s, "https://", 8) != 0 &&
		strncmp(s, "www.", 4) != 0))
		return 0;
	while (url_char((unsigned char)s[n]))
		n++;
	return n;
}

static size_t
address_length(const char *s)
{
	size_t n = 0, at = 0;

	for (; address_char(s[n]); n++)
		if (s[n] == '@')
			at = n;
	while (n > 0 && strchr(".-", s[n - 1]) != NULL)
		n--;
	return at > 0 && at + 1 < n ? n : 0;
}

/* Length of a token: it changes between letters and digits as no word of a
 * language does, so it was made for one recipient. */
static size_t
token_length(const char *s)
{
	size_t n = 0, turns = 0, digits = 0, letters = 0;
	bool digit;

	for (; isalnum((unsigned char)s[n]) || s[n] == '_' ||
	       (s[n] == '-' && isalnum((unsigned char)s[n + 1]));
	     n++) {
		if (s[n] == '_' || s[n] == '-')
			continue;
		digit = isdigit((unsigned char)s[n]) != 0;
		if (digits + letters > 0)
			turns +=
			    digit != (isdigit((unsigned char)s[n - 1]) != 0);
		digits += digit;
		letters += !digit;
	}
	return n >= TOKEN_MIN && letters > 0 && digits > 0 && turns >= 3 ? n
									 : 0;
}

/* Length of what is written for one recipient only, and the letter that
 * stands for it. */
static size_t
slot(const char *s, char *letter)
{
	size_t n;

	/* All of it is ASCII. */
	if ((unsigned char)*s >= 0x80)
		return 0;
	*letter = 'U';
	if ((n = url_length(s)) > 0)
		return n;
	*letter = 'A';
	if ((n = address_length(s)) > 0)
		return n;
	*letter = 'T';
	return token_length(s);
}

/* The letters that most mails are made of need no tables. */
static bool
is_space(uint32_t c)
{
	return c < 0x7f ? c == ' ' || (c >= '\t' && c <= '\r')
			: uc_is_property_white_space(c);
}

static bool
is_unseen(uint32_t c)
{
	return c < 0x7f ? c < ' '
			: uc_is_general_category_withtable(
			      c, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cc |
				     UC_CATEGORY_MASK_Mn) ||
			      uc_is_property_not_a_character(c);
}

static bool
is_number(uint32_t c)
{
	return c < 0x7f ? c >= '0' && c <= '9' : uc_is_digit(c);
}

struct norm {
	struct buf b;
	char space; /* due before the next letter; 0: none */
};

static void
put(struct norm *n, const char *s, size_t len)
{
	if (n->space != 0 && n->b.len > 0)
		buf_put(&n->b, &n->space, 1);
	n->space = 0;
	buf_put(&n->b, s, len);
}

static bool
inside_word(const struct norm *n)
{
	return n->space == 0 && n->b.len > 0 &&
	       address_char((char)n->b.data[n->b.len - 1]);
}

/* Kana and kanji, which are what they are. */
static bool
is_japanese(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa) ||
	       (c >= 0x4e00 && c <= 0x9fef);
}

static void
put_letter(struct norm *n, const char *letter, size_t len, uint32_t cp)
{
	uint8_t c8[6];

	if (is_japanese(cp)) {
		put(n, letter, len);
		return;
	}
	if (is_space(cp)) {
		if (n->space == 0)
			n->space = ' ';
		return;
	}
	if (is_unseen(cp))
		return;
	if (is_number(cp)) {
		if (n->space || n->b.len == 0 || n->b.data[n->b.len - 1] != '0')
			put(n, "0", 1);
		return;
	}
	put(n, (char *)c8, (size_t)u8_uctomb(c8, text_lookalike(cp), 6));
}

/* Greetings that end in a title: the name before it may be anybody's. */
static size_t
title_end(const char *line, size_t len)
{
	static const char *const titles[] = { "様", "さま", "御中", "殿",
		"さん", "先生", "各位", NULL };
	const char *at, *best = NULL;
	size_t i, n;

	for (i = 0; titles[i] != NULL; i++) {
		n = strlen(titles[i]);
		at = memmem(line, len, titles[i], n);
		if (at != NULL && at > line && (best == NULL || at < best))
			best = at;
	}
	if (best == NULL || (size_t)(best - line) > GREETED_MAX)
		return 0;
	/* A sentence is no name. */
	for (i = 0; i < (size_t)(best - line); i++)
		if (memcmp(line + i, "、", 3) == 0 ||
		    memcmp(line + i, "。", 3) == 0 ||
		    memcmp(line + i, "「", 3) == 0 ||
		    memcmp(line + i, "は", 3) == 0)
			return 0;
	return (size_t)(best - line);
}

/* "dear john smith," and its like: where the name begins and ends. */
static bool
greeted(const char *line, size_t len, size_t *from, size_t *to)
{
	static const char *const words[] = { "dear ", "hi ", "hello ", "hallo ",
		"hola ", "bonjour ", "estimado ", "estimada ", "sehr geehrter ",
		"sehr geehrte ", "ola ", "olá ", "prezado ", "prezada ",
		"caro ", "cara ", "good morning ", "beste ", NULL };
	size_t i, n, blanks = 0;

	for (i = 0; words[i] != NULL; i++) {
		n = strlen(words[i]);
		if (len <= n || strncmp(line, words[i], n) != 0)
			continue;
		*from = n;
		*to = n + address_length(line + n);
		if (*to > n)
			return *to <= len;
		for (*to = n; *to < len && *to - n < 40 && blanks < 4 &&
			      strchr(",!:;.", line[*to]) == NULL;
		     ++*to)
			blanks += line[*to] == ' ';
		return *to - n < 40 && blanks < 4;
	}
	*from = 0;
	*to = title_end(line, len);
	return *to > 0;
}

static void
put_line(struct norm *n, const char *s, size_t len)
{
	size_t from, to, i, w;
	char letter;
	uint32_t cp;

	for (; len > 0 && (*s == ' ' || *s == '\t'); s++, len--)
		continue;
	if (!greeted(s, len, &from, &to))
		from = to = len;
	for (i = 0; i < len; i += w) {
		if (i == from && to > from) {
			put(n, "N", 1);
			w = to - from;
			continue;
		}
		w = inside_word(n) ? 0 : slot(s + i, &letter);
		if (w > 0) {
			put(n, &letter, 1);
			continue;
		}
		w = text_next(s + i, len - i, &cp);
		if (w == 0)
			w = 1;
		else
			put_letter(n, s + i, w, cp);
	}
	n->space = '\n';
}

/* Where the text itself begins: whom it is for stands above, line by line, as
 * on an envelope. */
static const char *
skip_envelope(const char *text)
{
	const char *line = text, *end;
	size_t i, len, from, to;

	for (i = 0; i < GREETED_LINES && *line != '\0'; line = end + 1) {
		end = strchrnul(line, '\n');
		len = (size_t)(end - line);
		if (len > GREETED_MAX ||
		    memmem(line, len, "。", strlen("。")) != NULL)
			return text;
		if (title_end(line, len) > 0)
			return line;
		/* Blank lines do not count. */
		i += !greeted(line, len, &from, &to) && len > 2;
		if (*end == '\0')
			return text;
	}
	return text;
}

/* Spellings of the same word; both are common in letters.  Of two that begin
 * alike the first counts. */
struct spelling_pair {
	const char *from, *to;
};
static const struct spelling_pair pairs[] = { { "御中", "御中" },
	{ "致し", "いたし" }, { "下さい", "ください" }, { "頂", "いただ" },
	{ "出来", "でき" }, { "宜し", "よろし" }, { "有難う", "ありがとう" },
	{ "有り難う", "ありがとう" }, { "御座", "ござ" }, { "為", "ため" },
	{ "迄", "まで" }, { "及び", "および" }, { "又は", "または" },
	{ "御", "ご" }, { "お客様", "お客さま" } };

/* The letters that a pair begins with, told by their last two bytes: few texts
 * hold another that looks like one. */
static bool
may_begin_pair(const char *s)
{
	switch ((unsigned char)s[1] << 8 | (s[1] == '\0' ? 0 : s[2] & 0xff)) {
	case 0xbea1: /* 御 */
	case 0x87b4: /* 致 */
	case 0xb88b: /* 下 */
	case 0xa082: /* 頂 */
	case 0x87ba: /* 出 */
	case 0xae9c: /* 宜 */
	case 0x9c89: /* 有 */
	case 0x82ba: /* 為 */
	case 0xbf84: /* 迄 */
	case 0x8f8a: /* 及 */
	case 0x8f88: /* 又 */
	case 0x818a: /* お */
		return true;
	default:
		return false;
	}
}

static const struct spelling_pair *
pair_at(const char *s)
{
	size_t i;

	if (!may_begin_pair(s))
		return NULL;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (strncmp(s, pairs[i].from, strlen(pairs[i].from)) == 0)
			return &pairs[i];
	return NULL;
}

static const char *
plain_spelling(struct arena *a, const char *s)
{
	const struct spelling_pair *pair;
	const char *from = s, *out;
	struct buf b = { 0 };

	while (*s != '\0') {
		/* All of them begin with a letter of three bytes. */
		pair = (unsigned char)*s < 0xe3 ? NULL : pair_at(s);
		if (pair == NULL) {
			s++;
			continue;
		}
		buf_put(&b, from, (size_t)(s - from));
		buf_puts(&b, pair->to);
		from = s += strlen(pair->from);
	}
	buf_put(&b, from, (size_t)(s - from));
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Lines of a text in NFKC, without the marks of another's formatting. */
static char *
norm_lines(struct arena *a, const char *folded)
{
	struct norm n = { 0 };
	const char *end;
	char *out;

	for (; *folded != '\0'; folded = *end == '\0' ? end : end + 1) {
		end = strchrnul(folded, '\n');
		put_line(&n, folded, (size_t)(end - folded));
	}
	out = arena_strdup(a, buf_str(&n.b));
	buf_free(&n.b);
	return out;
}

char *
mail_norm_meant(struct arena *a, const char *text)
{
	const char *folded;

	folded = text_nfkc(a, text);
	return norm_lines(a, plain_spelling(a, skip_envelope(folded)));
}

char *
mail_norm(struct arena *a, const char *text, const char *subject)
{
	return mail_norm_meant(a, mail_unwrap(a, text, subject));
}

char *
mail_norm_subject(struct arena *a, const char *subject)
{
	static const char *const prefixes[] = { "re:", "fw:", "fwd:", "返信:",
		"転送:", "aw:", "wg:", "enc:", "rv:", "res:", "tr:", "sv:" };
	char *s, *end;
	size_t i;

	s = norm_lines(a, plain_spelling(a, text_nfkc(a, subject)));
again:
	s += strspn(s, " ");
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(s, prefixes[i], strlen(prefixes[i])) == 0) {
			s += strlen(prefixes[i]);
			goto again;
		}
	if (strncmp(s, "【", 3) == 0 && (end = strstr(s, "】")) != NULL &&
	    end[3] != '\0') {
		s = end + 3;
		goto again;
	}
	return s;
}
