#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/refang.h"

/* Marks round marks: people write one. */
#define ROUNDS 4

static char *
kept(struct arena *a, struct buf *b)
{
	char *out = arena_strdup(a, buf_str(b));

	buf_free(b);
	return out;
}

/* Soft hyphen, zero width, joiners, marks of byte order and direction. */
static bool
is_unseen(uint32_t cp)
{
	return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x2069) || cp == 0xfeff || cp == 0x61c;
}

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xa0 ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

char *
refang_trim(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	size_t n, end = 0;
	uint32_t cp;

	for (; (n = text_next(s, strnlen(s, 4), &cp)) != 0; s += n) {
		if (is_unseen(cp) || (b.len == 0 && is_blank(cp)))
			continue;
		buf_put(&b, s, n);
		if (!is_blank(cp))
			end = b.len;
	}
	b.len = end;
	return kept(a, &b);
}

/* The ASCII sign that is meant; 0: the letter itself. */
static char
narrow(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		return (char)(cp - 0xff01 + '!');
	if (cp == 0x3002 || cp == 0xff61 || cp == 0x2024)
		return '.';
	if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
		return '-';
	if (cp == 0x2215 || cp == 0x2044)
		return '/';
	return cp > 0x7f && is_blank(cp) ? ' ' : '\0';
}

char *
refang_narrow(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	uint32_t cp;
	size_t n;
	char c;

	if (text_is_ascii(s))
		return arena_strdup(a, s);
	for (; (n = text_next(s, strnlen(s, 4), &cp)) != 0; s += n) {
		c = narrow(cp);
		if (c != '\0')
			buf_put(&b, &c, 1);
		else
			buf_put(&b, s, n);
	}
	return kept(a, &b);
}

/* A bracket and the one that ends it. */
static char
closing(char c)
{
	return c == '[' ? ']' : c == '(' ? ')' : c == '{' ? '}' : '\0';
}

/* What stands in brackets, and what it stands for. */
static const struct {
	const char *word, *sign;
} marks[] = { { "dot", "." }, { "d0t", "." }, { "period", "." }, { ".", "." },
	{ "at", "@" }, { "@", "@" }, { ":", ":" }, { "colon", ":" },
	{ "://", "://" }, { "//", "//" }, { "/", "/" }, { "slash", "/" },
	{ "-", "-" } };

/* [.], ( dot ), {at}: its length, and the sign; 0: none begins here. */
static size_t
bracketed(const char *s, const char **sign)
{
	const char *p = s + 1, *end;
	size_t i, len;

	if (closing(*s) == '\0')
		return 0;
	p += strspn(p, " ");
	end = strchr(p, closing(*s));
	if (end == NULL || end - p > 16)
		return 0;
	for (len = (size_t)(end - p); len > 0 && p[len - 1] == ' ';)
		len--;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strlen(marks[i].word) == len &&
		    strncasecmp(p, marks[i].word, len) == 0) {
			*sign = marks[i].sign;
			return (size_t)(end - s) + 1;
		}
	return 0;
}

/* \. and the halves of brackets: evil[.example, evil.]example; so many of them
 * that what is left holds none. */
static size_t
halved(const char *s)
{
	size_t before = strspn(s, "\\[("), after;

	if (s[before] != '.')
		return 0;
	after = strspn(s + before + 1, "])");
	return before + after == 0 ? 0 : before + 1 + after;
}

/* Blanks go with the mark that they stand before. */
static void
put_sign(struct buf *b, const char *sign)
{
	while (b->len > 0 && b->data[b->len - 1] == ' ')
		b->len--;
	buf_puts(b, sign);
}

/* hxxp, h**p, hXXps, fxp, http with brackets round it. */
static size_t
scheme(const char *s, const char **instead)
{
	static const char *const forms[][2] = { { "hxxps", "https" },
		{ "hxxp", "http" }, { "h**ps", "https" }, { "h**p", "http" },
		{ "htxps", "https" }, { "htxp", "http" }, { "hxtps", "https" },
		{ "hxtp", "http" }, { "h++ps", "https" }, { "h++p", "http" },
		{ "httxs", "https" }, { "[http]", "http" },
		{ "[https]", "https" }, { "http[s]", "https" },
		{ "hxxp[s]", "https" }, { "ttp", "http" }, { "ttps", "https" },
		{ "meow", "http" }, { "fxps", "ftps" }, { "fxp", "ftp" } };
	size_t i, n;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		n = strlen(forms[i][0]);
		if (strncasecmp(s, forms[i][0], n) == 0 &&
		    strchr(":[({", s[n]) != NULL && s[n] != '\0') {
			*instead = forms[i][1];
			return n;
		}
	}
	return 0;
}

static char *
without_marks(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	const char *sign = "";
	size_t n;

	n = scheme(s, &sign);
	if (n > 0) {
		buf_puts(&b, sign);
		s += n;
	}
	while (*s != '\0') {
		n = bracketed(s, &sign);
		if (n == 0 && (n = halved(s)) > 0)
			sign = ".";
		if (n == 0) {
			buf_put(&b, s++, 1);
			continue;
		}
		put_sign(&b, sign);
		s += n;
		s += strspn(s, " ");
	}
	return kept(a, &b);
}

char *
refang_marks(struct arena *a, const char *s)
{
	char *once;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		once = without_marks(a, s);
		if (strcmp(once, s) == 0)
			return once;
		s = once;
	}
	return arena_strdup(a, "");
}
