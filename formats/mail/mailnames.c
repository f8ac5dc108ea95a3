#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/mail/mailnames.h"
#include "formats/mail/mailnorm.h"
#include "formats/names/legalform.h"
#include "formats/names/terms.h"

/* Bytes of a name that is looked for; a longer one is none. */
#define NAME_MAX_BYTES 200

/* Names in normal form, without spaces and company forms. */
struct mailnames {
	struct terms *terms;
	size_t count;
};

/* Without its spaces and, where bare, its company form. */
static const char *
squeezed(struct arena *a, const char *name, bool bare)
{
	struct buf b = { 0 };
	const char *s;
	char *out;
	size_t n;

	s = mail_norm(a, name, NULL);
	if (bare)
		s += legalform_at_start(s);
	for (n = strlen(s); bare && n > 0 && legalform_at_end(s, n) > 0;)
		n -= legalform_at_end(s, n);
	for (; n > 0; s++, n--)
		if (*s != ' ' && *s != '\n')
			buf_put(&b, s, 1);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A form that is only slots, or too short, names nobody. */
static bool
names_somebody(const char *s)
{
	size_t i, wide = 0, letters = 0;

	for (i = 0; s[i] != '\0'; i++) {
		wide += ((unsigned char)s[i] & 0xc0) == 0xc0;
		letters += islower((unsigned char)s[i]) != 0;
	}
	return wide >= 2 || (wide > 0 && letters > 0) || letters >= 3;
}

struct mailnames *
mailnames_new(struct arena *a, const char *const *names, size_t count)
{
	struct mailnames *book;
	const char *s;
	size_t i;

	book = arena_alloc(a, sizeof(*book));
	book->terms = terms_new(a);
	for (i = 0; i < count; i++) {
		s = squeezed(a, names[i], true);
		/* "NT" may be anything, "NT Ltd." is somebody. */
		if (*s != '\0' && !names_somebody(s))
			s = squeezed(a, names[i], false);
		if (!names_somebody(s) || strlen(s) > NAME_MAX_BYTES)
			continue;
		terms_add(book->terms, s, i);
		book->count++;
	}
	return book;
}

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) != 0;
}

/* Bytes of s that spell a name, the longest, spaces between its letters or
 * not; 0: none. */
static size_t
name_at(const struct mailnames *book, const char *s)
{
	size_t state = 0, i = 0, n = 0;

	for (;;) {
		if (state != 0 && (s[i] == ' ' || s[i] == '\n'))
			i++;
		state = s[i] == '\0' ? 0
				     : terms_step(book->terms, state,
					   (unsigned char)s[i]);
		if (state == 0)
			return n;
		i++;
		if (terms_ends(book->terms, state) &&
		    !(is_word(s[i - 1]) && is_word(s[i])))
			n = i;
	}
}

/* Takes the company form, and the blanks, back from the end: they belong to
 * the name that follows. */
static void
drop_form(struct buf *b)
{
	char space = ' ';
	size_t n;

	for (; b->len > 0 && strchr(" \n", b->data[b->len - 1]); b->len--)
		space = (char)b->data[b->len - 1];
	n = legalform_at_end((char *)b->data, b->len);
	if (n > 0)
		b->len -= n;
	else if (b->len > 0)
		buf_put(b, &space, 1);
}

static const char *
skip_form(const char *s)
{
	const char *t = s + strspn(s, " \n");
	size_t n;

	n = legalform_at_start(t);
	return n > 0 && !is_word(t[n]) ? t + n : s;
}

char *
mailnames_apply(const struct mailnames *book, struct arena *a, const char *norm)
{
	struct buf b = { 0 };
	uint32_t cp;
	size_t n;
	char *out;

	if (book == NULL || book->count == 0)
		return arena_strdup(a, norm);
	while (*norm != '\0') {
		n = b.len > 0 && is_word((char)b.data[b.len - 1]) &&
			    is_word(*norm)
			? 0
			: name_at(book, norm);
		if (n > 0) {
			drop_form(&b);
			/* Family and given name are one name. */
			if (b.data == NULL || b.len < 2 ||
			    b.data[b.len - 2] != 'N')
				buf_puts(&b, "N");
			else
				b.len--;
			norm = skip_form(norm + n);
			continue;
		}
		n = text_next(norm, 4, &cp);
		n = n == 0 ? 1 : n;
		buf_put(&b, norm, n);
		norm += n;
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
