/*
 * A copy of an item that stands by itself: what it was composed of may go.
 */
#ifndef FORMATS_ITEMCOPY_H
#define FORMATS_ITEMCOPY_H

#include <stddef.h>

struct arena;
struct item;

/* All of it in the arena, and nothing else. */
struct item *itemcopy(struct arena *a, const struct item *it);
/* The same of a list of strings, and of one; NULL stays. */
const char **itemcopy_texts(
    struct arena *a, const char *const *list, size_t count);
const char *itemcopy_text(struct arena *a, const char *text);

#endif
