/*
 * One reader's file on a medium: an OpenPGP message of the hub to that reader,
 * over a zip with what is for it (bundles/, receipts/, previews/, as the outbox
 * has them), the hub's key, a page that says what this is, and padding, so that
 * its length is the one that was set, to the byte.  Stock gpg and any zip
 * program open it.
 */
#ifndef BATCH_MEDIA_POUCH_H
#define BATCH_MEDIA_POUCH_H

#include <stdbool.h>
#include <stdint.h>

struct night;
struct pouch;
struct pouch_file;

/* Bytes of the room for letters and previews. */
#define POUCH_PAPERS (1 << 20)
/* Bytes of bundles beyond which the next one waits: a zip has its bounds. */
#define POUCH_MOST (1 << 30)

/* What a file takes inside. */
uint64_t pouch_takes(const struct pouch_file *f);
/* The length of a pouch with so many bytes of bundles at most. */
uint64_t pouch_size(uint64_t bundles);

enum pouch_end {
	POUCH_DONE,
	POUCH_UNSEALED, /* no key of its reader's works; said */
	POUCH_UNEVEN	/* no padding gives that length to the byte */
};
/* Seals it to fd, at its start.  guess: what the sealing adds; for the first
 * one 0, and kept between them. */
enum pouch_end pouch_seal(struct night *n, const struct pouch *u,
    const char *medium, int64_t *guess, int fd);

#endif
