/*
 * What an audience was told of its items, value by value.  What is said of two
 * items of an audience rests on this and on nothing that it was not told: so
 * nobody learns by a value of his own what stands hidden in another's mail.
 */
#ifndef BATCH_TOLD_H
#define BATCH_TOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "formats/indicators/observable.h"

struct item;
struct night;
struct valueset;

/* More items than these tell a value: it relates none of them. */
#define TOLD_COMMON 20

/* The type of a file's digest; all others are an indicator's. */
#define TOLD_FILE "file"

/* A value as an edition tells it. */
struct told {
	const char *type, *value;
	unsigned
	    roles;     /* HELD_AS() of each (held.h); none: a picture, a name */
	bool attested; /* item.h */
	uint64_t size; /* of a file; 0: not known */
	const char *first, *last; /* days of traffic; or NULL */
};

/* The values that an edition tells; one may come more than once. */
typedef void told_fn(void *to, const struct told *t);
void told_each(const struct item *it, told_fn *fn, void *to);
/* Notes them in the place of those before, which lists may hold still. */
void told_note(struct night *n, const char *audience, const struct item *it);
/* Adds the indicators that the last edition of the item told, as it did. */
void told_values(struct night *n, const char *audience, const char *item,
    struct valueset *out);
/* Whether any item of the audience tells the value. */
bool told_to(struct night *n, const char *audience, enum ind_type type,
    const char *value);
/* Names in it->related the live items of the audience that tell one of its
 * values: an indicator but for a text, an address of traffic, or a file. */
void told_relate(
    struct night *n, const char *audience, const char *self, struct item *it);

#endif
