/*
 * What one call of `open` did, told to a person: the verdict first, then what
 * is new, what is to be taken out of blocks, what is asked, what is missing.
 * What was not written by this program is escaped, and nothing can be clicked.
 */
#ifndef BATCH_TELLING_H
#define BATCH_TELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/say.h"

struct arena;
struct chain_line;
struct inforce;
struct opened;
struct parcel;

/* An item as a new bundle told it. */
struct news_item {
	const char *id, *title;
	unsigned edition;
	size_t values;
};
/* A bundle that was not known. */
struct news_bundle {
	const char *audience;
	uint64_t sequence;
	int64_t expires;
	bool late; /* a newer one was known */
	bool state;
	struct news_item *items;
	size_t item_count;
};
/* An audience of which something was named in this call. */
struct news_series {
	const char *audience;
	bool first; /* nothing was known of it */
};
/* A new line that the hub began for an audience. */
struct news_line {
	const char *audience;
	int64_t begun;
	uint64_t after;
	uint64_t last; /* of those that are void by it; 0: none */
};
struct news {
	struct arena *a;
	enum lang lang;
	const char *into; /* or NULL */
	struct news_bundle *bundles;
	size_t bundle_count;
	struct news_series *series;
	size_t series_count;
	struct news_line *lines;
	size_t line_count;
	size_t refused, known;
	/* what is in force before and now */
	const struct opened *opened;
	const struct inforce *before, *now;
	bool all; /* nothing was named: tell what stands */
};

/* The language that the user's environment names: Japanese or English. */
enum lang news_lang(void);
void news_touch(struct news *n, const char *audience, bool first);
void news_turn(struct news *n, const char *audience,
    const struct chain_line *line, uint64_t last);
/* Copies what it needs of the parcel. */
void news_add(struct news *n, const struct parcel *p, bool late);
/* To standard output; what is missing or stale to standard error behind it.
 * Whether there is something that a person must look at. */
bool news_tell(struct news *n);

#endif
