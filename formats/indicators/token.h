/*
 * A text as words, slots and signs: what could have been made for one reader
 * is a slot.
 */
#ifndef FORMATS_TOKEN_H
#define FORMATS_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum token_kind {
	TOKEN_WORD, /* of a script that puts blanks between words */
	TOKEN_CJK,  /* of one that does not; the gate's mask too */
	TOKEN_SLOT,
	TOKEN_SIGN, /* of punctuation: the letter itself */
	TOKEN_BLANK
};

struct token {
	enum token_kind kind;
	const uint32_t *c;
	size_t len;
};

struct tokens {
	struct token *t;
	size_t count;
};

/* Slots side by side are one, and so is what stands between them if it is only
 * signs, dates' words and single letters. */
struct tokens tokens_of(struct arena *a, const char *text);

#endif
