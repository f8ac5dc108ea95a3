/*
 * misp/: the items of a bundle as a MISP feed, a folder that MISP fetches as it
 * is: manifest.json, an event for each item, and hashes.csv.  What is over is
 * an event whose attributes are deleted.
 */
#ifndef FORMATS_MISP_H
#define FORMATS_MISP_H

#include <stdbool.h>
#include <stddef.h>

struct filepile;
struct arena;
struct bundle;
struct item;

int misp_folder(struct arena *a, const struct bundle *b,
    const struct item *items, size_t count, struct filepile *files);
/* "misp/UUID.json", in which an item is told; and whether a path is one. */
const char *misp_event_path(struct arena *a, const char *item);
bool misp_is_event(const char *path);

#endif
