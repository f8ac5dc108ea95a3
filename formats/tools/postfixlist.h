/*
 * Header checks for Postfix, as pcre: and as regexp: tables: senders and
 * subjects, which are logged (WARN) and never refused.  A mail server sees a
 * subject as it travels: one that is not ASCII stands once as it reads and once
 * each as encoded words begin with it (UTF-8 and ISO-2022-JP, base64).
 */
#ifndef FORMATS_POSTFIXLIST_H
#define FORMATS_POSTFIXLIST_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

int postfixlist(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);
int postfixlist_removed(struct arena *a, struct buf *out,
    const struct bundle *b, const struct item *items, size_t count);

#endif
