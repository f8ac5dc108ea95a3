#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/embed.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/mail/boilerplate.h"
#include "formats/mail/mailnorm.h"

EMBED(boilerplate_txt, "formats/mail/boilerplate.txt");

/* A piece that ends sooner is none: "p.s. " and "no. " end no sentence. */
#define SENTENCE_MIN 16
/* A longer one is a text whose ends were lost; it is kept whole. */
#define SENTENCE_MAX 600

struct phrases {
	const char **list;
	size_t count;
};

struct boilerplate {
	struct phrases footer, letter;
};

/* A line of the list: its kind, a blank, and the phrase. */
static void
add_line(struct boilerplate *b, struct arena *a, const char *line)
{
	struct phrases *to;
	const char *blank = strchr(line, ' ');

	if (*line == '#' || blank == NULL)
		return;
	to = *line == 'f' ? &b->footer : &b->letter;
	arena_push_str(a, &to->list, &to->count, mail_norm_meant(a, blank + 1));
}

static int
longest_first(const void *x, const void *y)
{
	size_t a = strlen(*(const char *const *)x);
	size_t b = strlen(*(const char *const *)y);

	return a < b ? 1 : -(a > b);
}

struct boilerplate *
boilerplate_new(struct arena *a)
{
	struct boilerplate *b;
	const char *s = boilerplate_txt, *end;

	b = arena_alloc(a, sizeof(*b));
	for (; *s != '\0'; s = *end == '\0' ? end : end + 1) {
		end = strchrnul(s, '\n');
		add_line(b, a, arena_strndup(a, s, (size_t)(end - s)));
	}
	qsort(b->letter.list, b->letter.count, sizeof(*b->letter.list),
	    longest_first);
	return b;
}

/* Length of what ends a sentence at s, or 0. */
static size_t
sentence_end(const char *s)
{
	static const char *const wide[] = { "。", "！", "？" };
	size_t i;

	if ((unsigned char)*s < 0x80)
		return s[1] == ' ' && strchr(".!?:", *s) != NULL ? 2 : 0;
	for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

/* Length of the sentence or line that begins at s, with its end. */
static size_t
sentence(const char *s)
{
	size_t n, end;

	for (n = 0; s[n] != '\0'; n++) {
		if (s[n] == '\n')
			return n + 1;
		end = n < SENTENCE_MIN ? 0 : sentence_end(s + n);
		if (end > 0)
			return n + end;
	}
	return n;
}

static bool
is_footer(const struct boilerplate *b, const char *s, size_t len)
{
	const char *p;
	size_t i;

	if (len > SENTENCE_MAX)
		return false;
	for (i = 0; i < b->footer.count; i++) {
		p = b->footer.list[i];
		if (memmem(s, len, p, strlen(p)) != NULL)
			return true;
	}
	return false;
}

char *
boilerplate_without(
    const struct boilerplate *b, struct arena *a, const char *norm)
{
	struct buf out = { 0 };
	char *text;
	size_t n;

	for (; *norm != '\0'; norm += n) {
		n = sentence(norm);
		if (!is_footer(b, norm, n))
			buf_put(&out, norm, n);
	}
	text = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return text;
}

/* Length of the courtesy that begins at s, the longest; or 0. */
static size_t
courtesy(const struct boilerplate *b, const char *s)
{
	const char *p;
	size_t i, len;

	for (i = 0; i < b->letter.count; i++) {
		p = b->letter.list[i];
		if (*p != *s)
			continue;
		len = strlen(p);
		if (strncmp(s, p, len) == 0 &&
		    !(islower((unsigned char)p[len - 1]) &&
			islower((unsigned char)s[len])))
			return len;
	}
	return 0;
}

/* What a character says: blanks, signs and slots nothing. */
static size_t
weight(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z';
	if ((c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x3003) ||
	    (c >= 0x3008 && c <= 0x301f) || c == 0x30fb || c < 0xc0)
		return 0;
	return c < 0x2000 ? 1 : 2;
}

size_t
boilerplate_weight(
    const struct boilerplate *b, struct arena *a, const char *norm)
{
	const char *s = boilerplate_without(b, a, norm);
	size_t sum = 0, n;
	bool inside = false;
	uint32_t c;

	while (*s != '\0') {
		n = inside ? 0 : courtesy(b, s);
		if (n == 0) {
			/* The text ends in a NUL: no character runs past. */
			n = text_next(s, 4, &c);
			sum += n == 0 ? 0 : weight(c);
			n = n == 0 ? 1 : n;
		}
		inside = islower((unsigned char)s[n - 1]) != 0;
		s += n;
	}
	return sum;
}
