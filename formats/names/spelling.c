#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/sound.h"
#include "formats/names/spelling.h"
#include "formats/names/textfold.h"

/* A name of more is no name that ends in a point. */
#define REST_LETTERS 200

struct spelling {
	struct arena *arena;
	const char *text;
	enum spelling_form form;
	char *norm;
	struct place *of; /* of each byte of norm */
	size_t len;
};

/* Whether the character makes one letter with the one before it. */
static bool
is_mark(uint32_t cp)
{
	return (cp >= 0x300 && cp <= 0x36f) || cp == 0x3099 || cp == 0x309a ||
	       cp == 0xff9e || cp == 0xff9f;
}

/* Bytes of the letter that begins the text, with its marks. */
static size_t
letter(const char *s)
{
	size_t n, k;
	uint32_t cp;

	n = text_next(s, strnlen(s, 4), &cp);
	n = n == 0 ? 1 : n;
	while (
	    (k = text_next(s + n, strnlen(s + n, 4), &cp)) > 0 && is_mark(cp))
		n += k;
	return n;
}

static const char *
normal(struct arena *a, const char *s, size_t len, bool fold)
{
	return fold ? text_fold(a, s, len)
		    : text_nfkc(a, arena_strndup(a, s, len));
}

/* The form as it sounds, out of the letters. */
static void
hear(struct spelling *p)
{
	size_t room = SOUND_ROOM(p->len), i;
	char *sound = arena_alloc(p->arena, room);
	struct place *of = arena_alloc(p->arena, room * sizeof(*of));

	p->len = sound_put(sound, p->norm, of);
	if (p->form == SPELLING_SOUND)
		p->len = sound_join(sound, p->len, of);
	/* Blanks stand for no letter, and are no part of what is found. */
	for (i = 0; i < p->len; i++)
		if (of[i].to > of[i].from)
			of[i] = (struct place){ p->of[of[i].from].from,
				p->of[of[i].to - 1].to };
	p->norm = sound;
	p->of = of;
}

struct spelling *
spelling_new(struct arena *a, const char *text, enum spelling_form form)
{
	struct spelling *p;
	const char *one;
	char *byte;
	size_t i, n, norm = 0;

	p = arena_alloc(a, sizeof(*p));
	p->arena = a;
	p->text = text;
	p->form = form;
	for (i = 0; text[i] != '\0'; i += n) {
		n = letter(text + i);
		one = normal(a, text + i, n, form == SPELLING_FOLD);
		for (; *one != '\0'; one++) {
			byte = arena_push(a, &p->norm, &norm, 1);
			*byte = *one;
			*(struct place *)arena_push(a, &p->of, &p->len,
			    sizeof(*p->of)) = (struct place){ i, i + n };
		}
	}
	arena_push(a, &p->norm, &norm, 1);
	if (form == SPELLING_SOUND || form == SPELLING_SOUND_WORD)
		hear(p);
	return p;
}

static bool
goes_on(const struct spelling *p, size_t at)
{
	return at < p->len && (unsigned char)p->norm[at] < 0x80 &&
	       isalnum((unsigned char)p->norm[at]);
}

/* Bytes of the letter at s where it is spelt as the one at name is; 0: it is
 * not. */
static size_t
same_letter(struct arena *a, const char *s, const char *name)
{
	size_t n = letter(s), m = letter(name);

	if (n == m && memcmp(s, name, n) == 0)
		return n;
	if ((unsigned char)*s < 0x80 && (unsigned char)*name < 0x80 && n == 1 &&
	    m == 1)
		return tolower((unsigned char)*s) ==
		       tolower((unsigned char)*name);
	return strcmp(normal(a, s, n, false), normal(a, name, m, false)) == 0
		   ? n
		   : 0;
}

/* The place with what the form drops at the end of the name, if all of it is
 * written as the name is. */
static void
take_rest(const struct spelling *p, const char *name, struct place *at)
{
	size_t i = at->from, n, letters;

	/* The other forms drop nothing at the end, and this one no letter. */
	n = strlen(name);
	if (p->form != SPELLING_FOLD || n == 0 ||
	    ((unsigned char)name[n - 1] < 0x80 &&
		isalnum((unsigned char)name[n - 1])))
		return;
	for (letters = 0;
	     letters < REST_LETTERS && p->text[i] != '\0' && *name != '\0';
	     letters++) {
		n = same_letter(p->arena, p->text + i, name);
		if (n == 0)
			break;
		name += letter(name);
		i += n;
	}
	if (i > at->to)
		at->to = i;
}

const char *
spelling_norm(const struct spelling *p, size_t *len)
{
	*len = p->len;
	return p->norm;
}

bool
spelling_place(const struct spelling *p, size_t end, size_t len,
    const char *name, struct place *out)
{
	size_t blank = p->form == SPELLING_SOUND_WORD;
	size_t i = end - len + blank, last = end - 1 - blank;

	if (p->form == SPELLING_WORD &&
	    ((i > 0 && goes_on(p, i - 1)) || goes_on(p, last + 1)))
		return false;
	out->from = p->of[i].from;
	out->to = p->of[last].to;
	take_rest(p, name, out);
	return true;
}

bool
spelling_find(const struct spelling *p, const char *norm, const char *name,
    struct place *out)
{
	const char *at = p->norm;
	size_t len = strlen(norm);

	if (len == 0)
		return false;
	for (; (at = strstr(at, norm)) != NULL; at++)
		if (spelling_place(
			p, (size_t)(at - p->norm) + len, len, name, out))
			return true;
	return false;
}
