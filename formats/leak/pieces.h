/*
 * Bytes in pieces, each of which begins with a mark, the first as it begins.
 * Each mark is sought once for each time it stands there.
 */
#ifndef FORMATS_PIECES_H
#define FORMATS_PIECES_H

#include <stddef.h>

#define PIECES_MARKS 8

struct pieces {
	const char *const *marks; /* then NULL; or NULL: all is one piece */
	const char *at, *end;
	const char *next[PIECES_MARKS];
};

/* At most PIECES_MARKS marks; bytes and marks stay the caller's. */
void pieces_begin(
    struct pieces *p, const char *const *marks, const void *data, size_t len);
/* The next piece, and its length; NULL: there is none. */
const char *pieces_next(struct pieces *p, size_t *len);

#endif
