#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/member/padding.h"
#include "formats/base/buf.h"

#define FRAME_HEAD 8
#define CHUNK	   256 /* getrandom() gives so many at once */

static unsigned
bits(size_t n)
{
	unsigned k = 0;

	while (n > 1) {
		n >>= 1;
		k++;
	}
	return k;
}

size_t
padding_size(size_t len)
{
	size_t mask;
	unsigned e;

	if (len <= PADDING_LEAST)
		return PADDING_LEAST;
	e = bits(len);
	mask = ((size_t)1 << (e - bits(e) - 1)) - 1;
	return (len + mask) & ~mask;
}

static void
put_random(struct buf *b, size_t len)
{
	unsigned char chunk[CHUNK];
	size_t n;

	for (; len > 0; len -= n) {
		n = len < CHUNK ? len : CHUNK;
		if (getrandom(chunk, n, 0) != (ssize_t)n)
			log_fatal(
			    EX_OSERR, "random bytes: %s", strerror(errno));
		buf_put(b, chunk, n);
	}
}

void
padding_put(struct buf *archive)
{
	unsigned char head[FRAME_HEAD] = { 0x50, 0x2a, 0x4d, 0x18 };
	size_t len =
	    padding_size(archive->len + FRAME_HEAD) - archive->len - FRAME_HEAD;
	int i;

	for (i = 0; i < 4; i++)
		head[4 + i] = (unsigned char)(len >> (8 * i));
	buf_put(archive, head, sizeof(head));
	put_random(archive, len);
}
