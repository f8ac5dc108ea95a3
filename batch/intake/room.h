/*
 * Room in the spool: each folder and medium has a part of the file system that
 * is its own, and a reserve is never touched.  What finds no room waits where
 * it lies.
 */
#ifndef BATCH_ROOM_H
#define BATCH_ROOM_H

#include <stdbool.h>
#include <stdint.h>

struct night;
struct room;

/* Of the file system that the hub lies on; free after. */
struct room *room_new(struct night *n);
/* Tells a person whose files wait for room. NULL is fine. */
void room_free(struct room *r);
/* What one folder may have of the hub's file system. */
uint64_t room_part(const struct night *n);
/* Whether so many bytes of a folder or medium may be copied now; they count. */
bool room_for(struct room *r, const char *place, uint64_t size);

#endif
