/*
 * Normal forms of a text, for matching and never for printing.
 */
#ifndef FORMATS_TEXTFOLD_H
#define FORMATS_TEXTFOLD_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* A shorter form stands in other words by chance, and names nobody. */
#define TEXTFOLD_MIN_LATIN 4
#define TEXTFOLD_MIN_OTHER 6 /* bytes: two kanji or kana */

/* The Latin letter that another script's letter is read as. */
uint32_t text_lookalike(uint32_t cp);
/* The kanji that an old or variant form names. */
uint32_t text_kanji(uint32_t cp);
/* A Latin letter without its accents. */
uint32_t text_unaccented(uint32_t cp);
/* NFKC and case folded, nothing dropped. */
char *text_nfkc(struct arena *a, const char *s);
/* Normal form for matching names: NFKC, case folded, hiragana to katakana,
 * only letters and digits kept. */
char *text_fold(struct arena *a, const char *s, size_t len);
/* The same, of what text_nfkc() made. */
char *text_fold_nfkc(struct arena *a, const char *norm);

#endif
