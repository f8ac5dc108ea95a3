/*
 * Bytes on a pile, deflated block by block: for what is written once, read a
 * few times, and would not fit beside itself.  What a night makes of a hundred
 * thousand items says much the same of each.
 */
#ifndef FORMATS_BYTEPILE_H
#define FORMATS_BYTEPILE_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct bytepile;

/* raw: so many bytes lie as they are, for most piles are small. */
struct bytepile *bytepile_new(size_t raw);
void bytepile_free(struct bytepile *p); /* NULL is fine */
/* How many bytes it has. */
uint64_t bytepile_len(const struct bytepile *p);
/* To its end. */
void bytepile_put(struct bytepile *p, const void *data, size_t len);
/* Appends so many of them from there on.  To go through the pile in its order
 * is cheap; to go to and fro undoes a block each time. */
void bytepile_get(struct bytepile *p, uint64_t at, size_t len, struct buf *out);

#endif
