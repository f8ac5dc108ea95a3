/*
 * SHA-256 (FIPS 180-4) by libgcrypt: values, hex, running digests.
 */
#ifndef FORMATS_DIGEST_H
#define FORMATS_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_LEN 32
#define DIGEST_HEX 65 /* 64 digits and the NUL */

struct digest {
	unsigned char b[DIGEST_LEN];
};

struct digest_run;

/* Once per process, before any lock-down. */
void digest_setup(void);

void digest_of(const void *p, size_t len, struct digest *out);
/* HMAC (RFC 2104). */
void digest_keyed(const void *key, size_t key_len, const void *p, size_t len,
    struct digest *out);
void digest_hex(const struct digest *d, char out[DIGEST_HEX]);
/* Exactly 64 lower or upper case hex digits. */
bool digest_parse(const char *hex, struct digest *out);
/* MD5, for formats of others that want it: it proves nothing. */
#define DIGEST_MD5_HEX 33
void digest_md5_hex(const void *p, size_t len, char out[DIGEST_MD5_HEX]);
bool digest_equal(const struct digest *a, const struct digest *b);
/* As tables of GLib ask for them: of struct digest. */
unsigned digest_bucket(const void *digest);
int digest_same(const void *a, const void *b);

struct digest_run *digest_begin(void);
void digest_add(struct digest_run *r, const void *p, size_t len);
void digest_end(struct digest_run *r, struct digest *out); /* frees r */

#endif
