#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/indicators/letters.h"
#include "formats/indicators/shape.h"
#include "formats/indicators/token.h"

static bool
is_content(const struct token *t)
{
	return t->kind == TOKEN_WORD || t->kind == TOKEN_CJK ||
	       t->kind == TOKEN_SLOT;
}

static void
put_content(struct buf *b, const struct token *t)
{
	size_t i;

	if (t->kind == TOKEN_SLOT)
		letters_put(b, LETTER_SLOT);
	else
		for (i = 0; i < t->len; i++)
			letters_put(b, t->c[i]);
}

/* Blanks stand where a word of Latin letters meets another word: where else
 * anybody puts them tells nothing. */
static bool
wants_blank(const struct token *x, const struct token *y)
{
	if (x->kind == TOKEN_CJK)
		return y->kind == TOKEN_WORD;
	return y->kind != TOKEN_CJK || x->kind == TOKEN_WORD;
}

/* Signs that part a sentence; others dress it. */
static bool
is_sign(uint32_t c)
{
	return c > 0x7f || strchr(".,:;?-/&", (int)c) != NULL;
}

static bool
is_one_of(uint32_t c, const char *signs)
{
	return c < 0x80 && strchr(signs, (int)c) != NULL;
}

/*
 * Signs between two words: brackets, and the first of the others.  x or y NULL:
 * at an end, where brackets alone stay.
 */
static void
put_signs(struct buf *b, const struct token *x, const struct token *y,
    const struct token *t, size_t count)
{
	bool sign = x == NULL || y == NULL, any = false;
	uint32_t last = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		uint32_t c = t[i].kind == TOKEN_SIGN ? t[i].c[0] : ' ';
		bool bracket = is_one_of(c, "()[]");

		if ((!bracket && (sign || !is_sign(c))) || c == ' ')
			continue;
		if (is_one_of(c, "([") && x != NULL && x->kind != TOKEN_CJK &&
		    last != '(' && last != '[')
			buf_puts(b, " ");
		letters_put(b, c);
		sign = sign || !bracket;
		any = true;
		last = c;
	}
	if (x == NULL || y == NULL)
		return;
	if (any ? is_one_of(last, ",:;?)]") && y->kind != TOKEN_CJK
		: wants_blank(x, y))
		buf_puts(b, " ");
}

static size_t
next_content(const struct tokens *of, size_t i)
{
	while (i < of->count && !is_content(&of->t[i]))
		i++;
	return i;
}

const char *
shape_sentence(struct arena *a, const char *text)
{
	struct tokens of = tokens_of(a, text);
	const struct token *x = NULL, *y;
	struct buf b = { 0 };
	const char *out;
	size_t i = 0, next;

	if (of.t == NULL)
		return arena_strdup(a, "");
	next = next_content(&of, 0);
	/* A number alone at the beginning is a list's or a ticket's. */
	if (next + 1 < of.count && of.t[next].kind == TOKEN_SLOT &&
	    !is_content(&of.t[next + 1]))
		i = next + 1;
	for (; i < of.count; i = next + 1) {
		next = next_content(&of, i);
		y = next < of.count ? &of.t[next] : NULL;
		put_signs(&b, x, y, of.t + i, next - i);
		if (y != NULL)
			put_content(&b, y);
		x = y;
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

const char *
shape_name(struct arena *a, const char *text)
{
	struct tokens of = tokens_of(a, text);
	const struct token *x = NULL;
	struct buf b = { 0 };
	const char *out;
	size_t i;

	for (i = next_content(&of, 0); i < of.count;
	     i = next_content(&of, i + 1)) {
		if (x != NULL && wants_blank(x, &of.t[i]))
			buf_puts(&b, "_");
		put_content(&b, &of.t[i]);
		x = &of.t[i];
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
