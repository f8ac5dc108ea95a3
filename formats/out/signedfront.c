#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/files/archive.h"
#include "formats/out/signedfront.h"

/* RFC 8878: a frame of one segment whose size is told in four bytes, and one
 * block, its last, raw. */
#define HEAD	   12
#define BLOCK_MOST (128 * 1024)
#define TAR_BLOCK  512

static const unsigned char magic[5] = { 0x28, 0xb5, 0x2f, 0xfd, 0xa0 };

static void
put_little(struct buf *out, uint32_t v, unsigned bytes)
{
	for (; bytes > 0; bytes--, v >>= 8)
		buf_put_u8(out, (uint8_t)(v & 0xff));
}

static uint32_t
little(const unsigned char *p, unsigned bytes)
{
	uint32_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | p[bytes];
	return v;
}

int
signedfront_write(
    struct buf *out, const void *signature, size_t len, int64_t mtime)
{
	struct archive_file f = { SIGNEDFRONT_NAME, signature, len };
	struct buf b = { 0 };
	int rc;

	rc = archive_member(&b, &f, mtime);
	if (b.len > BLOCK_MOST)
		rc = -1;
	if (rc == 0) {
		buf_put(out, magic, sizeof(magic));
		put_little(out, (uint32_t)b.len, 4);
		put_little(out, (uint32_t)b.len << 3 | 1, 3);
		buf_put(out, b.data, b.len);
	}
	buf_free(&b);
	return rc;
}

size_t
signedfront_length(const void *p, size_t len)
{
	const unsigned char *s = p;
	uint32_t size;

	if (len < HEAD + TAR_BLOCK || memcmp(s, magic, sizeof(magic)) != 0)
		return 0;
	size = little(s + 5, 4);
	if (size > BLOCK_MOST || size > len - HEAD || size % TAR_BLOCK != 0 ||
	    little(s + 9, 3) != (size << 3 | 1) ||
	    memcmp(s + HEAD, SIGNEDFRONT_NAME, sizeof(SIGNEDFRONT_NAME)) != 0)
		return 0;
	return HEAD + size;
}

/* By its name it stands behind README.txt alone; the rest is not unpacked. */
#define SUMS_AMONG 4

static void
take_sums(void *arg, const struct archive_entry_seen *e)
{
	struct buf *out = arg;

	if (strcmp(e->name, SIGNEDFRONT_SUMS) == 0)
		buf_put(out, e->data, e->len);
}

int
signedfront_sums(const void *p, size_t len, struct buf *out)
{
	size_t before = out->len;

	archive_peek(p, len, SUMS_AMONG, LIMIT_UNPACKED, take_sums, out);
	return out->len > before ? 0 : -1;
}
