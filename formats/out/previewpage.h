/*
 * preview.ja.html, preview.en.html: what a provider is asked to approve, as a
 * person reads it, by preview.xsl.
 */
#ifndef FORMATS_PREVIEWPAGE_H
#define FORMATS_PREVIEWPAGE_H

#include "formats/base/say.h"

struct arena;
struct buf;
struct item;
struct preview;

/* The two forms of the facts: from it alone, and once so many had them.  0, or
 * -1 where the page cannot be made. */
int preview_page(struct arena *a, struct buf *out, enum lang l,
    const struct preview *p, const struct item *alone,
    const struct item *several, unsigned witnesses);

#endif
