#include <gcrypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/hex.h"
#include "formats/base/uuid.h"

#define SHA1_LEN 20

static void
put_text(const unsigned char *b, char out[UUID_TEXT])
{
	static const size_t groups[] = { 4, 2, 2, 2, 6 };
	size_t i, at = 0;

	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		if (i > 0)
			*out++ = '-';
		hex_write(out, b + at, groups[i]);
		out += 2 * groups[i];
		at += groups[i];
	}
}

void
uuid_named(
    const struct uuid *space, const void *name, size_t len, char out[UUID_TEXT])
{
	unsigned char sum[SHA1_LEN];
	gcry_md_hd_t md;

	if (gcry_md_open(&md, GCRY_MD_SHA1, 0) != 0)
		abort();
	gcry_md_write(md, space->b, UUID_LEN);
	gcry_md_write(md, name, len);
	memcpy(sum, gcry_md_read(md, GCRY_MD_SHA1), SHA1_LEN);
	gcry_md_close(md);
	sum[6] = (sum[6] & 0x0f) | 0x50;
	sum[8] = (sum[8] & 0x3f) | 0x80;
	put_text(sum, out);
}
