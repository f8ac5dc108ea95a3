/*
 * What a member has opened: of each audience its bundles, what the newest of
 * them asks for, and of each item the words that they said of it and the values
 * that it told.  It only grows, but for what is asked, and each word stands
 * under its bundle's number: the same bundles make the same whole, in whatever
 * order they came.  A state says of each item that it holds what stands under
 * its number; of all others that were told until then, that they are over.
 */
#ifndef FORMATS_OPENED_H
#define FORMATS_OPENED_H

#include <stddef.h>
#include <stdint.h>

#include "formats/out/chain.h"
#include "formats/out/itemlife.h"

struct arena;
struct bundle;
struct item;

/* What one bundle said of an item. */
struct opened_word {
	uint64_t sequence;
	enum life is;	  /* since then; live where an edition came */
	unsigned edition; /* that came with the bundle; 0: none did */
	const char *by;	  /* the successor's name, or NULL */
};
struct opened_value {
	const char *type, *value;
	/* The last bundle in which the item told it; 0: it is known only from
	 * having been taken back. */
	uint64_t told;
};
struct opened_item {
	const char *id;
	struct opened_word *words; /* by sequence */
	size_t word_count;
	struct opened_value *values; /* by type, value */
	size_t value_count;
};
/* What the audience is asked for. */
struct opened_request {
	const char *name;
	const char *item;  /* that it is about; or NULL */
	const char *until; /* the last day */
	const char *text;
};
struct opened_series {
	const char *audience;
	struct chain chain;
	struct opened_request *requests; /* of the newest bundle, by name */
	size_t request_count;
	struct opened_item *items; /* by id */
	size_t item_count;
};
struct opened {
	struct arena *a;
	struct opened_series *series; /* by audience */
	size_t series_count;
};

/* NULL: nothing of that audience was opened. */
const struct opened_series *opened_series_find(
    const struct opened *o, const char *audience);
/* Made where there is none yet; what was given before may have moved. */
struct opened_series *opened_series(struct opened *o, const char *audience);
struct opened_item *opened_item(
    struct opened *o, struct opened_series *s, const char *id);
/* The item by that name; NULL. */
const struct opened_item *opened_find(
    const struct opened_series *s, const char *id);
/* Of two words of one bundle the later one given stands. */
void opened_say(
    struct opened *o, struct opened_item *it, const struct opened_word *w);
/* Of several times the last one stands. */
void opened_tell(
    struct opened *o, struct opened_item *it, const struct opened_value *v);
/* Of several by one name the last one given stands. */
void opened_ask(
    struct opened *o, struct opened_series *s, const struct opened_request *q);

/* Everything that a bundle says; its link fits the chain and is added.  The
 * strings are copied. */
void opened_take(struct opened *o, const struct bundle *b,
    const struct chain_link *link, const struct item *const *items,
    size_t count);

#endif
