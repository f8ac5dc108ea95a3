/*
 * notice.ja.html, notice.en.html: the bundle as a person acts on it, by
 * notice.xsl: what to search for and when, what to block, how to answer.
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
int notice_en(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);

#endif
