/*
 * Base64 (RFC 4648), as lenient as those who read it: what is no letter of it
 * is passed over, and the end needs no padding.
 */
#ifndef FORMATS_BASE64_H
#define FORMATS_BASE64_H

#include <stddef.h>

struct buf;

enum base64 {
	BASE64_PLAIN, /* + and / */
	BASE64_ANY    /* - and _ too, as in URLs */
};

/* 0 to 63; -1: no letter. */
int base64_value(char c, enum base64 alphabet);
/* How many letters of it stand there. */
size_t base64_letters(const char *s, size_t len, enum base64 alphabet);
/* Appends the bytes that the letters at s stand for. */
void base64_put(struct buf *b, const char *s, size_t len, enum base64 alphabet);

/* Appends the letters for the bytes, padded. */
void base64_encode(struct buf *b, const unsigned char *p, size_t len);
/* The same in lines of 76 letters, as mails have it. */
void base64_lines(struct buf *b, const unsigned char *p, size_t len);

#endif
