/*
 * The journal: what was accepted, ruled and released, in order.  One line an
 * entry, append-only, each chained to the one before:
 *
 *	DIGEST SEQ KIND key=value key=value ...
 *
 * DIGEST is SHA-256 over the digest before (64 zeros for the first), a space
 * and the rest of the line.  Values are percent-escaped.  Together with the
 * archive it is the truth: hub.db is replayed from it.
 */
#ifndef BATCH_JOURNAL_H
#define BATCH_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;
struct hub;
struct journal;

struct journal_entry {
	uint64_t seq;
	const char *kind;
	const char **keys;
	const char **values;
	size_t count;
};

/* Of the first entry ("hub", with version, key and at): what the others mean.
 * Another one is refused with EX_CONFIG. */
#define JOURNAL_VERSION "2"

/* A place in the journal, kept in hub.db: what it was derived from. */
struct journal_mark {
	uint64_t seq;	       /* entries before it */
	uint64_t offset;       /* bytes before it */
	char head[DIGEST_HEX]; /* digest of the last one */
};

/*
 * "region", "preview", "item", "release", "state" and "held" count when the
 * night's "end" follows them: a night that is killed among them takes its
 * decisions again, and the next "night" makes the first ones void.
 *
 * Opens for reading from mark (NULL: from the start) and, where write is
 * true, for appending at the end.  What power loss cut off behind mark is
 * dropped when writing.  A chain that does not hold ends the program with
 * EX_CONFIG.
 */
struct journal *journal_open(
    struct hub *h, const struct journal_mark *mark, bool write);
void journal_close(struct journal *j); /* NULL is fine */
/* The next entry, checked against the chain, memory in the arena; false at
 * the end. */
bool journal_next(struct journal *j, struct arena *a, struct journal_entry *e);
const char *journal_get(const struct journal_entry *e, const char *key);

/* Appends; pairs is key, value, ..., NULL; a NULL value leaves its key out.
 * Only after journal_next() has said false. */
void journal_add(struct journal *j, const char *kind, ...)
    __attribute__((sentinel));
void journal_sync(struct journal *j);
/* The hub's primary fingerprint, pinned by the first entry; ends the program
 * with EX_CONFIG where that is not the journal of a hub of this version. */
void journal_hub_key(struct hub *h, char key[41]);
/* Where the journal stands now. */
void journal_here(const struct journal *j, struct journal_mark *mark);

#endif
