/*
 * A folder that stands whole or not at all: its files are laid out beside it
 * under another name, made durable, and then the names change.
 */
#ifndef BATCH_FOLDER_H
#define BATCH_FOLDER_H

#include <stddef.h>

struct archive_file;
struct arena;

/* Opens a directory, making it and those above it; ends the program where
 * that fails. */
int folder_open(struct arena *a, const char *path);
/* Puts the files into dir/name in place of what stands there.  What a kill
 * leaves is the old or the new, and `.new-NAME`, which goes with the next. */
void folder_put(
    int dir, const char *name, const struct archive_file *files, size_t count);

#endif
