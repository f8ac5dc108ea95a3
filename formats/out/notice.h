/*
 * notice.ja.html: the bundle as a person reads it, by notice.xsl.
 */
#ifndef FORMATS_NOTICE_H
#define FORMATS_NOTICE_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

int notice_ja(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);

#endif
