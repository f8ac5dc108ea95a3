/*
 * The outputs of a bundle: one table, one writer each.  A writer is a pure
 * function from bundle and items to the bytes of one file: no clock, no
 * randomness, no database.  Adding an output is one file and one line in
 * bundle.c.
 */
#ifndef FORMATS_OUTPUT_H
#define FORMATS_OUTPUT_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

struct output {
	const char *path; /* in the bundle */
	/* 0, or -1 for machine trouble. Nothing written: file left out. */
	int (*write)(struct arena *a, struct buf *out, const struct bundle *b,
	    const struct item *items, size_t count);
};

#endif
