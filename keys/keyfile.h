/*
 * A public key as bytes: its packets (RFC 4880, sections 4, 5.2 and 11.1),
 * read by our own walk where gpg's answers leave something out.  Binary, as
 * gpg exports it.
 */
#ifndef KEYS_KEYFILE_H
#define KEYS_KEYFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* A primary key or subkey, with all that belongs to it. */
struct keyfile_part {
	size_t offset, len;
	int64_t revoked_at; /* first revocation in it; 0: none */
};

struct keyfile {
	struct keyfile_part *parts; /* the primary key, then its subkeys */
	size_t count;
	unsigned primaries;
	bool secret; /* a secret key or subkey stands in it */
};

/* -1 where the bytes are not packets of keys; memory in the arena. */
int keyfile_read(struct keyfile *k, struct arena *a, const void *p, size_t len);
/* Whether bytes that a person gave hold a secret key: packets or armor. */
bool keyfile_is_secret(struct arena *a, const void *p, size_t len);
/* The same key without the parts that are not to be kept. */
void keyfile_reduce(
    const struct keyfile *k, const void *p, const bool *keep, struct buf *out);

#endif
