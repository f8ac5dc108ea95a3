/*
 * Tables of all that an audience holds, with what is to be done about it, and
 * of what came out (RFC 4180, safe in spreadsheets).  And the page that says
 * what each list is for.
 */
#ifndef FORMATS_HELDTABLE_H
#define FORMATS_HELDTABLE_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

int heldtable_all(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);
int heldtable_removed(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);
int heldtable_readme(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);

#endif
