/*
 * A text as it sounds: kana and romaji in one spelling, long vowels short.
 * ホクヨウ, ほくよう, Hokuyō, hokuyoh and HOKUYOU are one word.
 */
#ifndef FORMATS_SOUND_H
#define FORMATS_SOUND_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/names/spelling.h"

struct arena;

/* What stands before the letters of a word that was written in kana. */
#define SOUND_KANA '+'

/*
 * Of what text_nfkc() made: words of a to z, a blank before and behind each;
 * what is no kana and no Latin letter parts them.  places, where not NULL, has
 * room for SOUND_ROOM of the text: of each byte that comes out, the bytes of
 * norm that it stands for.  Room too for `out`; returns how many bytes came
 * out, before the NUL.
 */
#define SOUND_ROOM(len) (2 * (len) + 3)
size_t sound_put(char *out, const char *norm, struct place *places);
/* The same in the arena. */
char *sound_of(struct arena *a, const char *norm);
/* Whether all letters of what text_nfkc() made tell how they sound: no kanji,
 * no digit. */
bool sound_is_known(const char *norm);
/* Drops blanks and what tells kana, in place: words that stand beside each
 * other are one.  Returns the new length. */
size_t sound_join(char *sound, size_t len, struct place *places);

#endif
