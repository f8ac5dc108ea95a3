/*
 * Growing byte buffer, and a bounded cursor that reads one.  A cursor's error
 * is sticky: after the first bad read every getter returns zero or "" and
 * cursor_done() says false, so a record is decoded as straight lines and
 * checked once.  Integers travel big-endian; strings as u32 length and bytes.
 */
#ifndef FORMATS_BUF_H
#define FORMATS_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct buf {
	unsigned char *data;
	size_t len;
	size_t cap;
	/* Where it is poured out by buf_spill(); NULL: it keeps all. */
	void (*spill)(void *to, const void *p, size_t len);
	void *to;
};

void buf_free(struct buf *b); /* frees data, zeroes *b */
void buf_put(struct buf *b, const void *p, size_t len);
/* Room for so many bytes at the end; len is to be set behind what is written.
 */
unsigned char *buf_room(struct buf *b, size_t room);
/* For who writes much and looks at nothing again: where the buffer is poured
 * out somewhere, its bytes go there once they are many. */
void buf_spill(struct buf *b);
void buf_move(struct buf *to, struct buf *from); /* to its end; from is freed */
void buf_puts(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
/* Ends the bytes with a NUL that len does not count, and returns them. */
const char *buf_str(struct buf *b);

void buf_put_u8(struct buf *b, unsigned v);
void buf_put_u32(struct buf *b, uint32_t v);
void buf_put_u64(struct buf *b, uint64_t v);
void buf_put_str(struct buf *b, const char *s); /* NULL travels as NULL */
void buf_put_blob(struct buf *b, const void *p, size_t len);

struct cursor {
	const unsigned char *data;
	size_t len;
	size_t off;
	bool failed;
};

void cursor_init(struct cursor *c, const void *p, size_t len);
unsigned cursor_u8(struct cursor *c);
uint32_t cursor_u32(struct cursor *c);
uint64_t cursor_u64(struct cursor *c);
/* NUL-terminated copy in the arena, NULL where NULL was put; a NUL inside
 * or more than max bytes is an error. */
const char *cursor_str(struct cursor *c, struct arena *a, size_t max);
void cursor_blob(struct cursor *c, void *out, size_t len);
/* A count that announces elements of at least min bytes each and at most
 * max elements: refused before anything is allocated. */
size_t cursor_count(struct cursor *c, size_t min, size_t max);
void cursor_fail(struct cursor *c);
bool cursor_done(const struct cursor *c); /* all read, no error */

#endif
