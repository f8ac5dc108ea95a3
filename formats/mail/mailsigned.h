/*
 * S/MIME in one piece (CMS in DER or BER, RFC 5652): the part of a mail that
 * is inside a signature.  Who signed it is not looked at.
 */
#ifndef FORMATS_MAILSIGNED_H
#define FORMATS_MAILSIGNED_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum mailsigned {
	MAILSIGNED_NONE,  /* nothing of that kind, or nothing in it */
	MAILSIGNED_OPEN,  /* the content was appended */
	MAILSIGNED_CLOSED /* encrypted */
};

/* Linear in len. */
enum mailsigned mailsigned_open(struct buf *out, const void *p, size_t len);

#endif
