/*
 * Hexadecimal digits, one way and the other.
 */
#ifndef FORMATS_HEX_H
#define FORMATS_HEX_H

#include <stddef.h>

struct buf;

/* 0 to 15; -1: no digit. */
int hex_value(char c);
/* The byte that the two digits at s stand for; -1: none.  s may end before
 * the second. */
int hex_byte(const char *s);
/* Appends the bytes that len digits stand for; an odd one is passed over. */
void hex_put_bytes(struct buf *b, const char *digits, size_t len);
/* Lower-case digits and a NUL: 2 * len + 1 bytes. */
void hex_write(char *out, const void *bytes, size_t len);

#endif
