#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/picture/pngflat.h"
#include "formats/picture/pngwalk.h"

#define WHITE 255

struct flat {
	struct pngwalk_head head;
	const unsigned char *palette, *clear; /* NULL: none */
	size_t clear_len;
	unsigned char *raw; /* its lines, each behind its filter */
	size_t raw_len;
	unsigned char *rgb; /* lines of 1 + 3 * width */
};

static uint32_t
number(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* The chunk of that name; NULL: there is none. */
static const unsigned char *
chunk(const unsigned char *p, size_t len, const char *name, size_t *size)
{
	size_t at = 8;

	while (at + 12 <= len) {
		*size = number(p + at);
		if (memcmp(p + at + 4, name, 4) == 0)
			return p + at + 8;
		at += *size + 12;
	}
	*size = 0;
	return NULL;
}

static bool
is_flat(const struct flat *f)
{
	const struct pngwalk_head *h = &f->head;

	return h->depth <= 8 && !h->interlaced && f->clear == NULL &&
	       h->colour != PNGWALK_GREY_ALPHA &&
	       h->colour != PNGWALK_RGB_ALPHA;
}

static unsigned char
nearest(int left, int above, int corner)
{
	int p = left + above - corner;
	int a = abs(p - left), b = abs(p - above), c = abs(p - corner);

	return (unsigned char)(a <= b && a <= c ? left
			       : b <= c		? above
						: corner);
}

/* PNG, 9.2: a line by its filter, the line before (NULL: the first) and its
 * own bytes one pixel before. */
static void
unfilter(unsigned char *line, const unsigned char *before, size_t len,
    unsigned filter, size_t pixel)
{
	int left, above, corner;
	size_t i;

	for (i = 0; i < len; i++) {
		left = i < pixel ? 0 : line[i - pixel];
		above = before == NULL ? 0 : before[i];
		corner = before == NULL || i < pixel ? 0 : before[i - pixel];
		if (filter == 1)
			line[i] = (unsigned char)(line[i] + left);
		else if (filter == 2)
			line[i] = (unsigned char)(line[i] + above);
		else if (filter == 3)
			line[i] = (unsigned char)(line[i] + (left + above) / 2);
		else if (filter == 4)
			line[i] = (unsigned char)(line[i] +
						  nearest(left, above, corner));
	}
}

/* The n-th number of a line, in as many bits as it has. */
static unsigned
sample(const struct flat *f, const unsigned char *line, size_t n)
{
	unsigned depth = f->head.depth, shift;

	if (depth == 16)
		return (unsigned)line[2 * n] << 8 | line[2 * n + 1];
	if (depth == 8)
		return line[n];
	shift = 8 - depth - (unsigned)(n * depth % 8);
	return line[n * depth / 8] >> shift & ((1U << depth) - 1);
}

/* As one of 8 bits. */
static unsigned
byte_of(const struct flat *f, unsigned v)
{
	return f->head.depth == 16 ? v >> 8
				   : v * 255 / ((1U << f->head.depth) - 1);
}

/* Whether the pixel is the one colour that is clear. */
static bool
is_clear(const struct flat *f, const unsigned *v, unsigned colours)
{
	unsigned i;

	for (i = 0; i < colours; i++)
		if (v[i] !=
		    ((unsigned)f->clear[2 * i] << 8 | f->clear[2 * i + 1]))
			return false;
	return true;
}

/* Red, green, blue, and how little is clear. */
static void
colour_of(
    const struct flat *f, const unsigned char *line, size_t x, unsigned *rgba)
{
	unsigned channels = pngwalk_channels(f->head.colour), v[4], i;
	unsigned colours = channels >= 3 ? 3 : 1;

	for (i = 0; i < channels; i++)
		v[i] = sample(f, line, x * channels + i);
	rgba[3] = 255;
	if (f->head.colour == PNGWALK_PALETTE) {
		for (i = 0; i < 3; i++)
			rgba[i] = f->palette[3 * v[0] + i];
		if (f->clear != NULL && v[0] < f->clear_len)
			rgba[3] = f->clear[v[0]];
		return;
	}
	for (i = 0; i < 3; i++)
		rgba[i] = byte_of(f, v[colours == 3 ? i : 0]);
	if (channels > colours)
		rgba[3] = byte_of(f, v[colours]);
	else if (f->clear != NULL && is_clear(f, v, colours))
		rgba[3] = 0;
}

static void
put_pixel(
    struct flat *f, const unsigned char *line, size_t from, size_t x, size_t y)
{
	unsigned char *to =
	    f->rgb + y * (1 + 3 * (size_t)f->head.size.width) + 1 + 3 * x;
	unsigned rgba[4], i;

	colour_of(f, line, from, rgba);
	for (i = 0; i < 3; i++)
		to[i] = (unsigned char)((rgba[i] * rgba[3] +
					    WHITE * (255 - rgba[3]) + 127) /
					255);
}

/* A palette may be shorter than its numbers reach. */
static bool
has_colours(const struct flat *f, const unsigned char *line, size_t across,
    size_t entries)
{
	size_t x;

	for (x = 0; f->head.colour == PNGWALK_PALETTE && x < across; x++)
		if (sample(f, line, x) >= entries)
			return false;
	return true;
}

/* Every line of every pass to its place. */
static bool
spread(struct flat *f, size_t entries)
{
	unsigned bits = pngwalk_channels(f->head.colour) * f->head.depth;
	unsigned passes = f->head.interlaced ? PNGWALK_PASSES : 1, pass;
	struct pngwalk_pass p;
	unsigned char *line = f->raw, *before;
	size_t y, x;

	for (pass = 0; pass < passes; pass++) {
		pngwalk_pass(&f->head, pass, &p);
		before = NULL;
		for (y = 0; y < p.lines; y++) {
			unfilter(line + 1, before, p.bytes - 1, *line,
			    (bits + 7) / 8);
			if (!has_colours(f, line + 1, p.across, entries))
				return false;
			for (x = 0; x < p.across; x++)
				put_pixel(f, line + 1, x, p.left + x * p.step_x,
				    p.top + y * p.step_y);
			before = line + 1;
			line += p.bytes;
		}
	}
	return true;
}

static void
put(struct buf *out, const struct flat *f)
{
	struct pngwalk_head h = {
		.size = f->head.size, .depth = 8, .colour = PNGWALK_RGB
	};
	size_t len = f->head.size.height * (1 + 3 * (size_t)h.size.width);
	uLongf room = compressBound(len);
	unsigned char *packed = mem_alloc(room);

	if (compress2(packed, &room, f->rgb, len, 6) == Z_OK)
		pngwalk_put(out, &h, packed, room);
	free(packed);
}

static bool
flatten(struct buf *out, struct flat *f, const unsigned char *idat, size_t len,
    size_t entries)
{
	uLongf size;
	bool done;

	f->raw_len = pngwalk_bytes(&f->head);
	f->raw = mem_alloc(f->raw_len + 1);
	size = f->raw_len;
	f->rgb = mem_alloc(
	    f->head.size.height * (1 + 3 * (size_t)f->head.size.width));
	done = uncompress(f->raw, &size, idat, len) == Z_OK &&
	       size == f->raw_len && spread(f, entries);
	if (done)
		put(out, f);
	free(f->raw);
	free(f->rgb);
	return done;
}

bool
pngflat(struct buf *out, const void *p, size_t len)
{
	struct flat f = { 0 };
	const unsigned char *idat;
	size_t entries, size;

	if (!pngwalk_head(&f.head, p, len))
		return false;
	f.palette = chunk(p, len, "PLTE", &entries);
	f.clear = chunk(p, len, "tRNS", &f.clear_len);
	idat = chunk(p, len, "IDAT", &size);
	return idat != NULL && !is_flat(&f) &&
	       flatten(out, &f, idat, size, entries / 3);
}
