/*
 * The outputs of a bundle: one file each of the items, and one table of the
 * others with one writer each.  A writer is a pure function from bundle and
 * items to the bytes of one file: no clock, no randomness, no database.
 * Adding an output is one file, and one line in outputs.c.
 */
#ifndef FORMATS_OUTPUTS_H
#define FORMATS_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct bundle;
struct filepile;
struct item;

/* Adds to the files what every writer gives; memory in the arena.  0, or -1 for
 * machine trouble. */
int outputs_write(struct arena *a, const struct bundle *b,
    const struct item *items, size_t count, struct filepile *files);
/* Whether a file says in some consumer's way what LISTS_AS_TOLD says as it was
 * told. */
bool outputs_repeat(const char *path);
#define LISTS_AS_TOLD "lists/all.csv"

#endif
