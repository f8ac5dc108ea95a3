/*
 * CSV outputs of a bundle (RFC 4180, safe in spreadsheets).
 */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

int csv_indicators(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);
int csv_observations(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);
int csv_items(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);

#endif
