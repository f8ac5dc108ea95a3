/*
 * A picture of pixels for paper, which knows nothing clear (PDF/A-1): on white,
 * in 8 bits of red, green and blue, line after line.
 */
#ifndef FORMATS_PNGFLAT_H
#define FORMATS_PNGFLAT_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* Of a PNG that pngwalk() wrote: appends it to out; false, and nothing, where
 * it is so already. */
bool pngflat(struct buf *out, const void *p, size_t len);

#endif
