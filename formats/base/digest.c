#include <gcrypt.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/digest.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"

struct digest_run {
	gcry_md_hd_t md;
};

void
digest_setup(void)
{
	if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P))
		return;
	gcry_check_version(NULL);
	gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
	gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

void
digest_of(const void *p, size_t len, struct digest *out)
{
	gcry_md_hash_buffer(GCRY_MD_SHA256, out->b, len == 0 ? "" : p, len);
}

void
digest_keyed(const void *key, size_t key_len, const void *p, size_t len,
    struct digest *out)
{
	gcry_md_hd_t md;

	if (gcry_md_open(&md, GCRY_MD_SHA256, GCRY_MD_FLAG_HMAC) != 0 ||
	    gcry_md_setkey(md, key, key_len) != 0)
		abort();
	gcry_md_write(md, p, len);
	memcpy(out->b, gcry_md_read(md, GCRY_MD_SHA256), DIGEST_LEN);
	gcry_md_close(md);
}

void
digest_hex(const struct digest *d, char out[DIGEST_HEX])
{
	hex_write(out, d->b, DIGEST_LEN);
}

void
digest_md5_hex(const void *p, size_t len, char out[DIGEST_MD5_HEX])
{
	unsigned char sum[16];

	gcry_md_hash_buffer(GCRY_MD_MD5, sum, len == 0 ? "" : p, len);
	hex_write(out, sum, sizeof(sum));
}

bool
digest_parse(const char *hex, struct digest *out)
{
	int i, byte;

	if (hex == NULL || strlen(hex) != 2 * DIGEST_LEN)
		return false;
	for (i = 0; i < DIGEST_LEN; i++) {
		byte = hex_byte(hex + 2 * i);
		if (byte == -1)
			return false;
		out->b[i] = (unsigned char)byte;
	}
	return true;
}

bool
digest_equal(const struct digest *a, const struct digest *b)
{
	return memcmp(a->b, b->b, DIGEST_LEN) == 0;
}

unsigned
digest_bucket(const void *digest)
{
	unsigned h;

	memcpy(&h, digest, sizeof(h));
	return h;
}

int
digest_same(const void *a, const void *b)
{
	return digest_equal(a, b);
}

struct digest_run *
digest_begin(void)
{
	struct digest_run *r;

	r = mem_alloc(sizeof(*r));
	if (gcry_md_open(&r->md, GCRY_MD_SHA256, 0) != 0)
		abort();
	return r;
}

void
digest_add(struct digest_run *r, const void *p, size_t len)
{
	gcry_md_write(r->md, p, len);
}

void
digest_end(struct digest_run *r, struct digest *out)
{
	memcpy(out->b, gcry_md_read(r->md, GCRY_MD_SHA256), DIGEST_LEN);
	gcry_md_close(r->md);
	free(r);
}
