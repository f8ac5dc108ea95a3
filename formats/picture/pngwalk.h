/*
 * A PNG, walked chunk by chunk and written anew: IHDR, PLTE, tRNS, IDAT and
 * IEND, and nothing else.  The pixels are as many as the head says, and nothing
 * stands behind them.  It does not draw: what they show a person must see.
 */
#ifndef FORMATS_PNGWALK_H
#define FORMATS_PNGWALK_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct pngwalk_size {
	unsigned width, height;
};

/* PNG, 11.2.2. */
enum pngwalk_colour {
	PNGWALK_GREY = 0,
	PNGWALK_RGB = 2,
	PNGWALK_PALETTE = 3,
	PNGWALK_GREY_ALPHA = 4,
	PNGWALK_RGB_ALPHA = 6
};

struct pngwalk_head {
	struct pngwalk_size size;
	unsigned depth, colour;
	bool interlaced;
};

/* Where the pixels of one pass of an interlaced one stand, or all of one that
 * is not. */
#define PNGWALK_PASSES 7
struct pngwalk_pass {
	unsigned left, top, step_x, step_y;
	size_t across, lines; /* pixels of a line; 0 lines: it has none */
	size_t bytes;	      /* of a line, its filter's with it */
};

/* By its first bytes. */
bool pngwalk_is(const void *p, size_t len);
/* Appends it to out; NULL, or what is wrong with it. */
const char *pngwalk(
    struct buf *out, const void *p, size_t len, struct pngwalk_size *size);

/* What the head of one says that was walked. */
bool pngwalk_head(struct pngwalk_head *h, const void *p, size_t len);
unsigned pngwalk_channels(unsigned colour);
void pngwalk_pass(
    const struct pngwalk_head *h, unsigned pass, struct pngwalk_pass *p);
/* Of all lines of all passes. */
size_t pngwalk_bytes(const struct pngwalk_head *h);
/* One without palette, of a deflated stream of lines. */
void pngwalk_put(struct buf *out, const struct pngwalk_head *h,
    const void *pixels, size_t len);

#endif
