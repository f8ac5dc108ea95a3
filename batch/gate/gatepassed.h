/*
 * What has passed the last reading under one gate, so that equal bytes are read
 * once, for however many audiences they leave.  What a reading says follows
 * from the gate, the bytes, the words and who may be named: a piece is known
 * by a digest of the last three and of nothing else, so that nothing that was
 * read for one audience can change what is found for another.
 *
 * A list of many items is read in pieces, from one of the file's marks, which
 * the hub writes, to the next: no name of somebody's goes on across those.
 * So each is read by itself: what is undone as a whole is undone in a piece,
 * and nothing costs the whole list because it stands in one place of it.
 */
#ifndef BATCH_GATEPASSED_H
#define BATCH_GATEPASSED_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct gate_file;
struct gatepassed;

struct gatepassed *gatepassed_new(void);
void gatepassed_free(struct gatepassed *p); /* NULL is fine */

/* Begins a search. */
void gatepassed_begin(struct gatepassed *p);
/* Appends the pieces of the file that have not passed yet, and that no file
 * before it in this search has; whether there are any, or its name is new. */
bool gatepassed_unread(struct gatepassed *p, const struct gate_file *f,
    const char *except, struct buf *out);
/* A search of these bytes alone, as they are; whether they have passed. */
bool gatepassed_bytes(
    struct gatepassed *p, const void *bytes, size_t len, const char *except);
/* All that was asked for since the search began has passed. */
void gatepassed_all(struct gatepassed *p);

#endif
