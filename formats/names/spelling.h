/*
 * A text in a normal form, letter by letter, with where each byte of it comes
 * from: so what is found in the form can be struck out of the text.
 */
#ifndef FORMATS_SPELLING_H
#define FORMATS_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct spelling;

/* Bytes from .. to of the text. */
struct place {
	size_t from, to;
};

/* In what form: as text_fold() has it, as text_nfkc() has it, as it sounds
 * (sound.h), with words apart or joined. */
enum spelling_form {
	SPELLING_FOLD,
	SPELLING_WORD,
	SPELLING_SOUND,
	SPELLING_SOUND_WORD,
	SPELLING_FORMS
};

/* In the arena, like the text. */
struct spelling *spelling_new(
    struct arena *a, const char *text, enum spelling_form form);
const char *spelling_norm(const struct spelling *p, size_t *len);
/*
 * The place in the text of a name that stands in the form as the len bytes
 * before end.  What of the name the form drops at its end (the point of
 * "Ltd.") is taken too where it stands there.  SPELLING_WORD: false where it
 * does not stand alone, where a Latin letter or digit goes on.
 */
bool spelling_place(const struct spelling *p, size_t end, size_t len,
    const char *name, struct place *out);
/* Where a name first stands; norm is the name in the same form. */
bool spelling_find(const struct spelling *p, const char *norm, const char *name,
    struct place *out);

#endif
