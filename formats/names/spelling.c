#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/sound.h"
#include "formats/names/spelling.h"
#include "formats/names/textfold.h"

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

/* What of the name its normal form leaves out at the end. */
static const char *
rest_of(struct arena *a, const char *name, bool fold)
{
	const char *rest = name;

	for (; *name != '\0'; name += letter(name))
		if (*normal(a, name, letter(name), fold) != '\0')
			rest = name + letter(name);
	return rest;
}

/* The place with the rest of the name, if it is written as the name is. */
static void
take_rest(const struct spelling *p, const char *name, struct place *at)
{
	struct arena *a = p->arena;
	const char *rest, *s = p->text + at->to;
	size_t n;

	rest = rest_of(a, name, p->form == SPELLING_FOLD);
	if (strcmp(normal(a, p->text + at->from, at->to - at->from, false),
		normal(a, name, (size_t)(rest - name), false)) != 0)
		return;
	for (; *rest != '\0' && *s != '\0'; rest += letter(rest), s += n) {
		n = letter(s);
		if (strcmp(normal(a, s, n, false),
			normal(a, rest, letter(rest), false)) != 0)
			break;
	}
	at->to = (size_t)(s - p->text);
}

bool
spelling_find(const struct spelling *p, const char *norm, const char *name,
    struct place *out)
{
	const char *at = p->norm;
	size_t i, last, blank = p->form == SPELLING_SOUND_WORD;

	if (*norm == '\0')
		return false;
	for (; (at = strstr(at, norm)) != NULL; at++) {
		i = (size_t)(at - p->norm) + blank;
		last = i + strlen(norm) - 1 - 2 * blank;
		if (p->form == SPELLING_WORD &&
		    ((i > 0 && goes_on(p, i - 1)) || goes_on(p, last + 1)))
			continue;
		out->from = p->of[i].from;
		out->to = p->of[last].to;
		take_rest(p, name, out);
		return true;
	}
	return false;
}
