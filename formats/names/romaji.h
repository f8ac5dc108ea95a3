/*
 * A name in kana as it is spelt in Latin letters, and the way back: ミナトマル
 * is minatomaru too.  How kanji are read nobody can tell from them.
 */
#ifndef FORMATS_ROMAJI_H
#define FORMATS_ROMAJI_H

#include <stddef.h>

struct arena;

/* Hepburn and Kunrei, long vowels written out and not: what differs of these.
 * None where the name has other letters than kana. */
const char **romaji_of(struct arena *a, const char *kana, size_t *count);
/* Katakana; NULL where it is no romaji from end to end. */
const char *romaji_kana(struct arena *a, const char *latin);

#endif
