#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "formats/base/buf.h"
#include "formats/base/bytepile.h"
#include "formats/base/mem.h"

/* So much is deflated together: little enough to be undone for a few bytes. */
#define BLOCK 131072
/* What is written once and read twice is not worth more work. */
#define LEVEL 1
#define NONE  SIZE_MAX

struct block {
	unsigned char *data;
	size_t len; /* BLOCK: as it is */
};

struct bytepile {
	struct block *blocks; /* the full ones */
	size_t count;
	size_t raw; /* blocks that lie as they are */
	uint64_t len;
	struct buf last;     /* what stands behind them */
	unsigned char *open; /* one of the blocks, */
	size_t opened;	     /* this one; NONE */
};

struct bytepile *
bytepile_new(size_t raw)
{
	struct bytepile *p = mem_alloc(sizeof(*p));

	p->opened = NONE;
	p->raw = raw / BLOCK;
	return p;
}

void
bytepile_free(struct bytepile *p)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < p->count; i++)
		free(p->blocks[i].data);
	free(p->blocks);
	free(p->open);
	buf_free(&p->last);
	free(p);
}

uint64_t
bytepile_len(const struct bytepile *p)
{
	return p->len;
}

/* The first ones, and what does not shrink, stay as they are. */
static void
close_block(struct bytepile *p)
{
	bool raw = p->count < p->raw;
	struct block *b = mem_push(&p->blocks, &p->count, sizeof(*b));
	uLongf len = raw ? BLOCK : compressBound(BLOCK);

	b->data = mem_alloc(len);
	if (raw ||
	    compress2(b->data, &len, p->last.data, BLOCK, LEVEL) != Z_OK ||
	    len >= BLOCK) {
		len = BLOCK;
		memcpy(b->data, p->last.data, BLOCK);
	}
	b->len = len;
	b->data = mem_grow(b->data, len, 1);
	p->last.len = 0;
}

void
bytepile_put(struct bytepile *p, const void *data, size_t len)
{
	const unsigned char *at = data;
	size_t fits;

	p->len += len;
	while (len > 0) {
		fits = BLOCK - p->last.len;
		if (fits > len)
			fits = len;
		buf_put(&p->last, at, fits);
		at += fits;
		len -= fits;
		if (p->last.len == BLOCK)
			close_block(p);
	}
}

/* The bytes of a block.  The library fails for want of memory alone. */
static const unsigned char *
block(struct bytepile *p, size_t i)
{
	const struct block *b = &p->blocks[i];
	uLongf len = BLOCK;

	if (i == p->count)
		return p->last.data;
	if (b->len == BLOCK)
		return b->data;
	if (p->open == NULL)
		p->open = mem_alloc(BLOCK);
	if (p->opened != i &&
	    (uncompress(p->open, &len, b->data, b->len) != Z_OK ||
		len != BLOCK))
		abort();
	p->opened = i;
	return p->open;
}

void
bytepile_get(struct bytepile *p, uint64_t at, size_t len, struct buf *out)
{
	size_t off, fits;

	while (len > 0) {
		off = (size_t)(at % BLOCK);
		fits = len < BLOCK - off ? len : BLOCK - off;
		buf_put(out, block(p, (size_t)(at / BLOCK)) + off, fits);
		at += fits;
		len -= fits;
	}
}
