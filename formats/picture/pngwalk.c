#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/picture/pngwalk.h"

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define FILTERS	  5

struct chunk {
	const unsigned char *type, *data;
	size_t len;
};

/* Where the walk is: chunks come in this order. */
enum place { AT_HEAD, BEFORE_PIXELS, IN_PIXELS, BEHIND_PIXELS, AT_END };

struct walk {
	const unsigned char *p;
	size_t len;
	struct buf *out, *pixels; /* of all IDAT */
	enum place place;
	struct pngwalk_head head;
	bool has_palette, has_clear;
	unsigned palette; /* its entries */
};

/* Lines of pixels, as they come out of the deflated stream. */
struct lines {
	const struct pngwalk_head *head;
	unsigned next; /* pass */
	struct pngwalk_pass pass;
	size_t left_in_line, lines_left;
};

static uint32_t
number(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static bool
is(const struct chunk *c, const char *type)
{
	return memcmp(c->type, type, 4) == 0;
}

static void
put_number(struct buf *b, uint32_t v)
{
	buf_put_u32(b, v);
}

static void
put_chunk(struct buf *b, const char *type, const void *data, size_t len)
{
	uLong sum = crc32(0, (const unsigned char *)type, 4);

	put_number(b, (uint32_t)len);
	buf_put(b, type, 4);
	buf_put(b, data, len);
	if (len > 0)
		sum = crc32(sum, data, (uInt)len);
	put_number(b, (uint32_t)sum);
}

/* The next one, whole and by its sum; NULL, or what is wrong. */
static const char *
next_chunk(struct walk *w, struct chunk *c)
{
	size_t i;

	if (w->len < 12)
		return "it ends before IEND";
	c->len = number(w->p);
	c->type = w->p + 4;
	c->data = w->p + 8;
	if (c->len > w->len - 12)
		return "a chunk is longer than the file";
	for (i = 0; i < 4; i++)
		if ((c->type[i] | 0x20) < 'a' || (c->type[i] | 0x20) > 'z')
			return "a chunk has no name";
	if (number(c->data + c->len) != crc32(0, c->type, (uInt)(c->len + 4)))
		return "the sum (CRC) of a chunk is wrong";
	w->p += c->len + 12;
	w->len -= c->len + 12;
	return NULL;
}

/* Depths that go with a colour, as bits. */
static unsigned
depths(unsigned colour)
{
	switch (colour) {
	case PNGWALK_GREY:
		return 1 | 2 | 4 | 8 | 16;
	case PNGWALK_PALETTE:
		return 1 | 2 | 4 | 8;
	case PNGWALK_RGB:
	case PNGWALK_GREY_ALPHA:
	case PNGWALK_RGB_ALPHA:
		return 8 | 16;
	default:
		return 0;
	}
}

static const char *
take_head(struct walk *w, const struct chunk *c)
{
	const unsigned char *p = c->data;

	if (!is(c, "IHDR") || c->len != 13)
		return "it does not begin with IHDR";
	w->head.size.width = number(p);
	w->head.size.height = number(p + 4);
	w->head.depth = p[8];
	w->head.colour = p[9];
	w->head.interlaced = p[12] == 1;
	if (w->head.size.width == 0 || w->head.size.height == 0 ||
	    w->head.size.width > LIMIT_PICTURE_SIDE ||
	    w->head.size.height > LIMIT_PICTURE_SIDE ||
	    (uint64_t)w->head.size.width * w->head.size.height >
		LIMIT_PICTURE_PIXELS)
		return "its width or height is 0, or more than is taken";
	if ((depths(w->head.colour) & w->head.depth) == 0 ||
	    (w->head.depth & (w->head.depth - 1)) != 0)
		return "IHDR has a colour or depth that there is not";
	if (p[10] != 0 || p[11] != 0 || p[12] > 1)
		return "IHDR has a method that there is not";
	put_chunk(w->out, "IHDR", p, 13);
	w->place = BEFORE_PIXELS;
	return NULL;
}

static const char *
take_palette(struct walk *w, const struct chunk *c)
{
	w->palette = (unsigned)(c->len / 3);
	if (w->place != BEFORE_PIXELS || w->has_palette || w->has_clear ||
	    w->head.colour == PNGWALK_GREY ||
	    w->head.colour == PNGWALK_GREY_ALPHA || c->len == 0 ||
	    c->len % 3 != 0 || c->len > 768 ||
	    (w->head.colour == PNGWALK_PALETTE &&
		w->palette > 1U << w->head.depth))
		return "PLTE does not go with the rest";
	w->has_palette = true;
	put_chunk(w->out, "PLTE", c->data, c->len);
	return NULL;
}

static const char *
take_clear(struct walk *w, const struct chunk *c)
{
	bool fits = w->head.colour == PNGWALK_GREY ? c->len == 2
		    : w->head.colour == PNGWALK_RGB
			? c->len == 6
			: w->head.colour == PNGWALK_PALETTE && w->has_palette &&
			      c->len > 0 && c->len <= w->palette;

	if (w->place != BEFORE_PIXELS || w->has_clear || !fits)
		return "tRNS does not go with the rest";
	w->has_clear = true;
	put_chunk(w->out, "tRNS", c->data, c->len);
	return NULL;
}

static const char *
take_pixels(struct walk *w, const struct chunk *c)
{
	if (w->place > IN_PIXELS)
		return "other chunks stand between its IDAT";
	if (w->head.colour == PNGWALK_PALETTE && !w->has_palette)
		return "PLTE is missing";
	w->place = IN_PIXELS;
	buf_put(w->pixels, c->data, c->len);
	return NULL;
}

static const char *
take_end(struct walk *w, const struct chunk *c)
{
	if (w->place < IN_PIXELS)
		return "it has no IDAT";
	if (c->len != 0)
		return "something stands in IEND";
	w->place = AT_END;
	return NULL;
}

/* What may be left away is: times, texts, profiles, programs' own. */
static const char *
take_chunk(struct walk *w, const struct chunk *c)
{
	if (w->place == AT_HEAD)
		return take_head(w, c);
	if (is(c, "PLTE"))
		return take_palette(w, c);
	if (is(c, "IDAT"))
		return take_pixels(w, c);
	if (is(c, "IEND"))
		return take_end(w, c);
	if ((c->type[0] & 0x20) == 0)
		return "a chunk is needed that nobody knows";
	if (is(c, "tRNS"))
		return take_clear(w, c);
	if (w->place == IN_PIXELS)
		w->place = BEHIND_PIXELS;
	return NULL;
}

unsigned
pngwalk_channels(unsigned colour)
{
	return colour == PNGWALK_RGB	      ? 3
	       : colour == PNGWALK_GREY_ALPHA ? 2
	       : colour == PNGWALK_RGB_ALPHA  ? 4
					      : 1;
}

/* Of a side, from `from` on every `step`-th. */
static size_t
every(unsigned side, unsigned from, unsigned step)
{
	return side <= from ? 0 : (side - from + step - 1) / step;
}

void
pngwalk_pass(
    const struct pngwalk_head *h, unsigned pass, struct pngwalk_pass *p)
{
	static const struct pngwalk_pass laced[PNGWALK_PASSES] = {
		{ 0, 0, 8, 8, 0, 0, 0 }, { 4, 0, 8, 8, 0, 0, 0 },
		{ 0, 4, 4, 8, 0, 0, 0 }, { 2, 0, 4, 4, 0, 0, 0 },
		{ 0, 2, 2, 4, 0, 0, 0 }, { 1, 0, 2, 2, 0, 0, 0 },
		{ 0, 1, 1, 2, 0, 0, 0 }
	};

	*p = (struct pngwalk_pass){ .step_x = 1, .step_y = 1 };
	if (h->interlaced)
		*p = laced[pass];
	p->across = every(h->size.width, p->left, p->step_x);
	p->lines =
	    p->across == 0 ? 0 : every(h->size.height, p->top, p->step_y);
	p->bytes =
	    1 + (p->across * pngwalk_channels(h->colour) * h->depth + 7) / 8;
}

static unsigned
passes(const struct pngwalk_head *h)
{
	return h->interlaced ? PNGWALK_PASSES : 1;
}

size_t
pngwalk_bytes(const struct pngwalk_head *h)
{
	struct pngwalk_pass p;
	size_t bytes = 0;
	unsigned i;

	for (i = 0; i < passes(h); i++) {
		pngwalk_pass(h, i, &p);
		bytes += p.lines * p.bytes;
	}
	return bytes;
}

/* To the first line of the next pass that has one; false: none is left. */
static bool
next_pass(struct lines *l)
{
	while (l->lines_left == 0 && l->next < passes(l->head)) {
		pngwalk_pass(l->head, l->next++, &l->pass);
		l->lines_left = l->pass.lines;
	}
	return l->lines_left > 0;
}

/* Each line begins with its filter. */
static const char *
take_lines(struct lines *l, const unsigned char *p, size_t len)
{
	size_t n;

	for (; len > 0; p += n, len -= n) {
		if (l->left_in_line == 0) {
			if (!next_pass(l))
				return "more pixels than its head says";
			if (*p >= FILTERS)
				return "a line has a filter that there is not";
			l->lines_left--;
			l->left_in_line = l->pass.bytes;
		}
		n = len < l->left_in_line ? len : l->left_in_line;
		l->left_in_line -= n;
	}
	return NULL;
}

/* All lines that the head says, and nothing behind them. */
static const char *
check_pixels(const struct walk *w)
{
	static unsigned char out[65536];
	z_stream z = { .next_in = w->pixels->data,
		.avail_in = (uInt)w->pixels->len };
	struct lines l = { .head = &w->head };
	const char *wrong = NULL;
	int rc = Z_OK;

	if (inflateInit(&z) != Z_OK)
		return "it cannot be read here";
	while (rc == Z_OK && wrong == NULL) {
		z.next_out = out;
		z.avail_out = sizeof(out);
		rc = inflate(&z, Z_NO_FLUSH);
		if (rc == Z_OK || rc == Z_STREAM_END)
			wrong = take_lines(&l, out, sizeof(out) - z.avail_out);
	}
	if (wrong == NULL && rc != Z_STREAM_END)
		wrong = "its pixels cannot be read";
	else if (wrong == NULL && (l.left_in_line > 0 || next_pass(&l)))
		wrong = "fewer pixels than its head says";
	else if (wrong == NULL && z.avail_in > 0)
		wrong = "bytes stand behind its pixels";
	inflateEnd(&z);
	return wrong;
}

static const char *
walk(struct walk *w)
{
	const char *wrong = NULL;
	struct chunk c;

	while (wrong == NULL && w->place != AT_END) {
		wrong = next_chunk(w, &c);
		if (wrong == NULL)
			wrong = take_chunk(w, &c);
	}
	if (wrong == NULL)
		wrong = check_pixels(w);
	return wrong;
}

bool
pngwalk_is(const void *p, size_t len)
{
	return len >= 8 && memcmp(p, SIGNATURE, 8) == 0;
}

const char *
pngwalk(struct buf *out, const void *p, size_t len, struct pngwalk_size *size)
{
	struct buf pixels = { 0 };
	struct walk w = { .p = p, .len = len, .out = out, .pixels = &pixels };
	const char *wrong;

	if (!pngwalk_is(p, len))
		return "it is no PNG";
	w.p += 8;
	w.len -= 8;
	buf_put(out, SIGNATURE, 8);
	wrong = walk(&w);
	put_chunk(out, "IDAT", pixels.data, pixels.len);
	put_chunk(out, "IEND", "", 0);
	*size = w.head.size;
	buf_free(&pixels);
	return wrong;
}

bool
pngwalk_head(struct pngwalk_head *h, const void *p, size_t len)
{
	struct buf none = { 0 };
	struct walk w = { .p = p, .len = len, .out = &none };
	struct chunk c;
	bool good;

	*h = (struct pngwalk_head){ 0 };
	if (!pngwalk_is(p, len))
		return false;
	w.p += 8;
	w.len -= 8;
	good = next_chunk(&w, &c) == NULL && take_head(&w, &c) == NULL;
	*h = w.head;
	buf_free(&none);
	return good;
}

void
pngwalk_put(struct buf *out, const struct pngwalk_head *h, const void *pixels,
    size_t len)
{
	unsigned char head[13] = { [8] = (unsigned char)h->depth,
		(unsigned char)h->colour,
		[12] = h->interlaced };
	unsigned i;

	for (i = 0; i < 4; i++) {
		head[i] = (unsigned char)(h->size.width >> (24 - 8 * i));
		head[4 + i] = (unsigned char)(h->size.height >> (24 - 8 * i));
	}
	buf_put(out, SIGNATURE, 8);
	put_chunk(out, "IHDR", head, sizeof(head));
	put_chunk(out, "IDAT", pixels, len);
	put_chunk(out, "IEND", "", 0);
}
