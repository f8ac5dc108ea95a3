/*
 * The letters of a text as they are meant, one by one: without what nobody
 * sees, of one width and case, blanks as one blank, brackets, dashes and marks
 * of one kind each.  Two texts that a person reads as the same are the same
 * letters.
 */
#ifndef FORMATS_LETTERS_H
#define FORMATS_LETTERS_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

struct letters {
	uint32_t *c;
	size_t count;
};

/* A word in two scripts that look alike, or where something was cut out. */
#define LETTER_SLOT 0x110000

struct letters letters_of(struct arena *a, const char *text);
/* Appends one; {} for a slot. */
void letters_put(struct buf *b, uint32_t c);

#endif
