/*
 * What a reader sees of an HTML mail.
 */
#ifndef FORMATS_MAILHTML_H
#define FORMATS_MAILHTML_H

#include <stddef.h>

struct buf;

/* Appends the visible text of an HTML document (UTF-8); hidden elements,
 * scripts and styles are left out.  Where linked is not NULL it gets the same
 * with each link and picture at its place, marked as mailforward.h has it.
 * Where links is not NULL it gets, a line each, all that any element, seen or
 * not, leads to or names, and texts and comments as they stand.  Linear in len.
 */
void mailhtml_text(struct buf *out, struct buf *linked, struct buf *links,
    const char *p, size_t len);

#endif
