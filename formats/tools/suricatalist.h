/*
 * Rules for Suricata: they alert, and each says whether its value is to be
 * blocked or searched for.  A value keeps its numbers while it is in force: one
 * from 9100000 on, and a domain a second from 9150000 on.
 * What came out is numbers for suricata-update's disable.conf.
 */
#ifndef FORMATS_SURICATALIST_H
#define FORMATS_SURICATALIST_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

int suricatalist(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);
int suricatalist_removed(struct arena *a, struct buf *out,
    const struct bundle *b, const struct item *items, size_t count);

#endif
