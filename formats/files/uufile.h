/*
 * Files that old programs put into the text of a mail, by uuencode.
 */
#ifndef FORMATS_UUFILE_H
#define FORMATS_UUFILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

struct uufile {
	size_t from, to; /* where in the text it stands, its lines whole */
	const char *name;
};

/* The next one in a text at or behind an offset, its bytes appended to out;
 * false: no more.  Linear in what lies between. */
bool uufile_next(struct arena *a, const char *text, size_t len, size_t at,
    struct uufile *found, struct buf *out);

#endif
