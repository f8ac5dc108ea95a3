#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"

#define NO_STRING 0xffffffffU
#define SPILL	  131072

void
buf_free(struct buf *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}

static void
reserve(struct buf *b, size_t more)
{
	size_t cap = b->cap;

	if (b->cap - b->len >= more)
		return;
	while (cap - b->len < more)
		cap = cap == 0 ? 256 : cap * 2;
	b->data = mem_grow(b->data, cap, 1);
	b->cap = cap;
}

void
buf_put(struct buf *b, const void *p, size_t len)
{
	if (len == 0)
		return;
	reserve(b, len);
	memcpy(b->data + b->len, p, len);
	b->len += len;
}

unsigned char *
buf_room(struct buf *b, size_t room)
{
	reserve(b, room == 0 ? 1 : room);
	return b->data + b->len;
}

void
buf_spill(struct buf *b)
{
	if (b->spill == NULL || b->len < SPILL)
		return;
	b->spill(b->to, b->data, b->len);
	b->len = 0;
}

void
buf_move(struct buf *to, struct buf *from)
{
	if (to->len == 0) {
		buf_free(to);
		*to = *from;
		*from = (struct buf){ 0 };
		return;
	}
	buf_put(to, from->data, from->len);
	buf_free(from);
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	/* Most of the time there is room. */
	reserve(b, 1);
	va_copy(again, ap);
	n = vsnprintf((char *)b->data + b->len, b->cap - b->len, fmt, again);
	va_end(again);
	if ((size_t)n >= b->cap - b->len) {
		reserve(b, (size_t)n + 1);
		vsnprintf((char *)b->data + b->len, (size_t)n + 1, fmt, ap);
	}
	b->len += (size_t)n;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

const char *
buf_str(struct buf *b)
{
	reserve(b, 1);
	b->data[b->len] = '\0';
	return (const char *)b->data;
}

static void
put_number(struct buf *b, uint64_t v, unsigned bytes)
{
	unsigned char c;

	while (bytes-- > 0) {
		c = (unsigned char)(v >> 8 * bytes);
		buf_put(b, &c, 1);
	}
}

void
buf_put_u8(struct buf *b, unsigned v)
{
	put_number(b, v, 1);
}

void
buf_put_u32(struct buf *b, uint32_t v)
{
	put_number(b, v, 4);
}

void
buf_put_u64(struct buf *b, uint64_t v)
{
	put_number(b, v, 8);
}

void
buf_put_blob(struct buf *b, const void *p, size_t len)
{
	buf_put(b, p, len);
}

void
buf_put_str(struct buf *b, const char *s)
{
	size_t len;

	if (s == NULL) {
		buf_put_u32(b, NO_STRING);
		return;
	}
	len = strlen(s);
	buf_put_u32(b, (uint32_t)len);
	buf_put(b, s, len);
}

void
cursor_init(struct cursor *c, const void *p, size_t len)
{
	c->data = p;
	c->len = len;
	c->off = 0;
	c->failed = false;
}

void
cursor_fail(struct cursor *c)
{
	c->failed = true;
}

static const unsigned char *
take(struct cursor *c, size_t len)
{
	const unsigned char *p;

	if (c->failed || c->len - c->off < len) {
		c->failed = true;
		return NULL;
	}
	p = c->data + c->off;
	c->off += len;
	return p;
}

static uint64_t
get_number(struct cursor *c, unsigned bytes)
{
	const unsigned char *p;
	uint64_t v = 0;
	unsigned i;

	p = take(c, bytes);
	for (i = 0; p != NULL && i < bytes; i++)
		v = v << 8 | p[i];
	return v;
}

unsigned
cursor_u8(struct cursor *c)
{
	return (unsigned)get_number(c, 1);
}

uint32_t
cursor_u32(struct cursor *c)
{
	return (uint32_t)get_number(c, 4);
}

uint64_t
cursor_u64(struct cursor *c)
{
	return get_number(c, 8);
}

const char *
cursor_str(struct cursor *c, struct arena *a, size_t max)
{
	const unsigned char *p;
	uint32_t len;

	len = cursor_u32(c);
	if (c->failed)
		return "";
	if (len == NO_STRING)
		return NULL;
	if (len > max)
		c->failed = true;
	p = take(c, len);
	if (p == NULL)
		return "";
	if (memchr(p, '\0', len) != NULL) {
		c->failed = true;
		return "";
	}
	return arena_strndup(a, (const char *)p, len);
}

void
cursor_blob(struct cursor *c, void *out, size_t len)
{
	const unsigned char *p;

	p = take(c, len);
	if (p == NULL)
		memset(out, 0, len);
	else
		memcpy(out, p, len);
}

size_t
cursor_count(struct cursor *c, size_t min, size_t max)
{
	size_t n;

	n = cursor_u32(c);
	if (c->failed || n > max || n > (c->len - c->off) / (min ? min : 1)) {
		c->failed = true;
		return 0;
	}
	return n;
}

bool
cursor_done(const struct cursor *c)
{
	return !c->failed && c->off == c->len;
}
