/*
 * A folder that keeps backups: the bytes of files, each once, under their
 * digest, and lists (list.h).  Bytes get their name when they lie on the medium
 * and were read back; a list comes last of all.  Killed at any point, what
 *stood there stands, and what was begun is done again.
 *
 *	DIR/toiyaba/data/AB/SHA256
 *	DIR/toiyaba/lists/20261128T030000.list
 */
#ifndef BATCH_SHELF_H
#define BATCH_SHELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;
struct list;
struct listed;
struct shelf;

/* Ends the program where there is none, or where it cannot be written (make) or
 * is being written. */
struct shelf *shelf_open(struct arena *a, const char *path, bool make);
void shelf_close(struct shelf *s);

/* Whether the bytes lie there, by their length; full: by all of them. */
bool shelf_has(struct shelf *s, const struct listed *f, bool full);
/* Takes the bytes of a descriptor, and says which they were: its digest and
 * length.  Where it has them not, they wait for shelf_settle(). */
void shelf_put(
    struct shelf *s, int fd, const char *path, struct listed *f, bool full);
/* What waits is durable, read back, and gets its names. */
void shelf_settle(struct shelf *s);
/* How many bytes were new. */
uint64_t shelf_added(const struct shelf *s, size_t *files);
/* Opened to read; -1 and errno. */
int shelf_get(struct shelf *s, const struct listed *f);

/* Puts the list there, and reads it back; its name and digest. */
const char *shelf_list(
    struct shelf *s, const struct list *l, char sha256[DIGEST_HEX]);
/* The newest list that can be read, for what comes behind it; each that cannot
 * is warned of and counted.  False: there is none. */
bool shelf_before(struct shelf *s, struct list *l, size_t *damaged);
/* The list by that name, NULL: the newest; into an empty one.  NULL: there is
 * none.  Ends the program where it cannot be believed. */
const char *shelf_read(
    struct shelf *s, const char *name, struct list *l, char sha256[DIGEST_HEX]);

#endif
