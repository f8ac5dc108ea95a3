/*
 * What a reader sees of an HTML mail.
 */
#ifndef FORMATS_MAILHTML_H
#define FORMATS_MAILHTML_H

#include <stddef.h>

struct buf;

/* Appends the visible text of an HTML document (UTF-8); hidden elements,
 * scripts and styles are left out.  Linear in len. */
void mailhtml_text(struct buf *out, const char *p, size_t len);

#endif
