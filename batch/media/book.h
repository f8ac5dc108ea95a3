/*
 * The books of outgoing media: what was given on which to whom, and whether it
 * is there and came back.  Into the journal first; rows follow from it.
 *
 * In the journal a line "given" for each reader, then "medium", which makes
 * them count: lines without it are of a medium that was never made.  Then
 * "written", when all stands in place, and "back".
 */
#ifndef BATCH_MEDIA_BOOK_H
#define BATCH_MEDIA_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;
struct db;
struct journal_entry;
struct night;

/* Bundles of an audience, from first to last. */
struct given_bundles {
	const char *audience;
	int64_t first, last;
};

enum paper {
	PAPER_LETTER,
	PAPER_PREVIEW,
	PAPER_STATE, /* all that an audience has: gas-state-000004 */
	PAPERS
};
const char *paper_word(enum paper p);
bool paper_parse(const char *word, enum paper *out);

/* What one reader was given. */
struct given {
	const char *reader;
	struct given_bundles *bundles;
	size_t bundle_count;
	const char **papers[PAPERS]; /* names: a run, a digest, ... */
	size_t paper_count[PAPERS];
};

struct medium {
	const char *id; /* M-000012 */
	int64_t at;
	const char *by;	   /* Unix user */
	const char *again; /* the lost one that it stands for; or NULL */
	const char *digest;
	bool written;
	int64_t back;	     /* 0: not yet */
	const char *instead; /* which was made for it; or NULL */
	struct given *given; /* by reader */
	size_t count;
};

bool valid_medium(const char *s);
/* The next one's name. */
const char *book_next(struct db *d, struct arena *a);
/* One that was cut off before all stood in place; NULL: none. */
const char *book_open(struct db *d, struct arena *a);
/* With all that was given; NULL: there is none of that name. */
struct medium *book_read(struct db *d, struct arena *a, const char *id);
/* All that are not back, in the order of their making; without what was given.
 */
struct medium *book_out(struct db *d, struct arena *a, size_t *count);
struct medium *book_all(struct db *d, struct arena *a, size_t *count);
/* Whether each reader has acknowledged the bundles and states on it, or later
 * ones; false where there are none. */
bool book_acked(struct db *d, const char *id);

/* The newest bundle of an audience that the reader was given; 0: none. */
int64_t book_last(struct db *d, const char *reader, const char *audience);
bool book_has(
    struct db *d, const char *reader, enum paper what, const char *name);

/* The decision, for ever. */
void book_keep(struct night *n, const struct medium *m);
/* All stands in place; digest: what was made again has another one. */
void book_written(struct night *n, const char *id, const char *digest);
void book_back(struct night *n, const char *id);

/* What the journal says, for a replay: given are the entries right before
 * "medium". */
void book_take_medium(struct night *n, const struct journal_entry *e,
    const struct journal_entry *given, size_t count);
void book_take_written(struct night *n, const struct journal_entry *e);
void book_take_back(struct night *n, const struct journal_entry *e);

#endif
