/*
 * A key file on its way into the hub's ring.  It is read in a home of its
 * own, with an empty ring, and judged there; the hub's ring sees nothing of it
 * before that, and then the primary key and its usable subkeys only.
 */
#ifndef KEYS_ENROL_H
#define KEYS_ENROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/buf.h"
#include "keys/ring.h"

struct arena;
struct roster;

/* What the file holds. */
struct enrol_key {
	struct ring_key seen; /* as gpg sees it at that time */
	struct buf bytes;     /* binary, its own signatures only */
};

/* The one public key of the file's bytes; -1 and what they are instead. */
int enrol_read(struct enrol_key *k, struct arena *a, const void *p, size_t len,
    int64_t at, char *err, size_t errlen);
void enrol_free(struct enrol_key *k);

/* Whose it shall be, and whose the others are. */
struct enrol_question {
	const struct ring_key *key;
	const struct ring_key *ring; /* the hub's */
	size_t ring_count;
	const struct roster *roster;
	const char *holder; /* id in the roster */
	const char *hub_key;
};

/* Why it may not be taken, in the arena; NULL: it may.  Pure. */
const char *enrol_refusal(struct arena *a, const struct enrol_question *q);
/* Whether a part of it is taken: the primary key, subkeys that are of use, and
 * those that the ring has and now learns the end of.  Pure. */
bool enrol_takes(const struct enrol_question *q, size_t part);
/* The bytes of the parts that are taken; -1 where they are not those that gpg
 * showed. */
int enrol_bytes(
    const struct enrol_key *k, const struct enrol_question *q, struct buf *out);

#endif
