/*
 * An SVG of shapes and words, read and written anew: no script, no style sheet,
 * nothing that lies elsewhere, and no word outside the picture or too small to
 * be read.  What hides a shape is left away, so it is seen; what draws and is
 * not known here is refused.  Fonts are those of the page.
 */
#ifndef FORMATS_SVGREAD_H
#define FORMATS_SVGREAD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

struct svgread_size {
	double width, height; /* units, of a 96th inch */
};

/* By its first element, as far as that can be seen. */
bool svgread_is(const void *p, size_t len);
/* Appends it to out; NULL, or what is wrong with it and in which line. */
const char *svgread(struct arena *a, struct buf *out, const void *p, size_t len,
    struct svgread_size *size);

#endif
