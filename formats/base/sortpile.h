/*
 * Rows that are put in any order and taken out by key.  What of them is more
 * than a few megabytes lies deflated, in sorted runs (bytepile.h).
 */
#ifndef FORMATS_SORTPILE_H
#define FORMATS_SORTPILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sortpile;

struct sortpile_row {
	const char *key;
	uint32_t rank;
	const void *data;
	size_t len;
};

struct sortpile *sortpile_new(void);
void sortpile_free(struct sortpile *p); /* NULL is fine */
/* Bytes are copied. */
void sortpile_put(struct sortpile *p, const char *key, uint32_t rank,
    const void *data, size_t len);
/* The next row by key, of one key by rank, of one rank as they were put; false:
 * there is none.  Nothing is put any more.  It stands until the next one. */
bool sortpile_next(struct sortpile *p, struct sortpile_row *out);

#endif
