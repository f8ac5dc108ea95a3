/*
 * The file in the drop that an arrival was copied from.  It goes when its
 * bytes are safe, and only if the bytes that lie there then are those: a member
 * may put another file in its place at any moment.  So it is first moved aside,
 * to a name of the hub's in the same folder, and looked at there.
 */
#ifndef BATCH_ORIGINAL_H
#define BATCH_ORIGINAL_H

#include <stdbool.h>

struct arena;
struct arrival;
struct night;

/* A file that a killed night had moved aside: path or name. */
bool original_is_aside(const char *path);
/* Path that it had before; the same path where it cannot be known, or where
 * the file is not aside. */
const char *original_path(struct arena *a, const char *path);
/* Takes an arrival whose bytes are safe; removes the file it came from.  What
 * lies there instead goes back, without replacing anything, and is told; so is
 * what cannot be removed. */
void original_remove(struct night *n, const struct arrival *a);

#endif
