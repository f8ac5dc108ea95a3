/*
 * Finished files on a pile: what a bundle is made of before it is packed.  A
 * night may release a hundred thousand items, and their files are eight times
 * what a process may hold; they say much the same, so the pile keeps them
 * deflated, block by block, and gives back one file at a time, or a part.
 */
#ifndef FORMATS_FILEPILE_H
#define FORMATS_FILEPILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct archive_file;
struct arena;
struct buf;
struct filepile;

struct filepile_file {
	const char *name;
	size_t len;
	struct digest sha256;
	uint64_t at; /* where the pile has it */
};

struct filepile *filepile_new(void);
void filepile_free(struct filepile *p); /* NULL is fine */

/* A file with the buffer's bytes; the buffer is empty then, and keeps its room.
 */
void filepile_add(struct filepile *p, const char *name, struct buf *b);
/* The same in parts: what was put since the last end is one file. */
void filepile_put(struct filepile *p, const void *data, size_t len);
void filepile_end(struct filepile *p, const char *name);
/* Whether something was put since then. */
bool filepile_begun(const struct filepile *p);

/* By name from now on, as an archive has them. */
void filepile_sort(struct filepile *p);
size_t filepile_count(const struct filepile *p);
/* Stands until the next file is added. */
const struct filepile_file *filepile_file(const struct filepile *p, size_t i);
/* Appends a file, or so many of its bytes from there on.  Reading files one
 * behind another as they were added is cheap. */
void filepile_get(struct filepile *p, size_t i, struct buf *out);
void filepile_get_part(
    struct filepile *p, size_t i, size_t from, size_t len, struct buf *out);
/* All of them, in the arena: for who made few. */
struct archive_file *filepile_all(
    struct filepile *p, struct arena *a, size_t *count);

#endif
