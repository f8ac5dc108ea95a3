/*
 * Bytes that are written in letters: runs of base64 and hex, words of base32,
 * base58 and base85, numbers and groups of letters in a row.
 */
#ifndef FORMATS_LETTERRUNS_H
#define FORMATS_LETTERRUNS_H

#include <stddef.h>

struct decoding;

/* Each word of any signs, and what stands between quotes in it. */
void letterruns_words(struct decoding *d, const char *text, size_t len);
/* Numbers and groups of letters in a row, wherever a word begins.  The text
 * ends in NUL. */
void letterruns_rows(struct decoding *d, const char *text, size_t len);
/* Runs of base64 and hex.  Lines may be one run that was wrapped, or runs of
 * their own. */
void letterruns_read(struct decoding *d, const char *text, size_t len);

#endif
