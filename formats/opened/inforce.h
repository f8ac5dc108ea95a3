/*
 * What follows from what a member has opened: the values in force, and those
 * that were told once and are in force no more.  A value is in force as long
 * as one item in force tells it, of whichever audience: then nobody is asked
 * to take it out.
 */
#ifndef FORMATS_INFORCE_H
#define FORMATS_INFORCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct opened;
struct opened_item;
struct opened_series;

/* Why an item does not tell a value any more. */
enum inforce_why {
	WHY_RETRACTED,	/* the item was taken back */
	WHY_EDITION,	/* a newer edition left the value out */
	WHY_SUPERSEDED, /* the item's successor does not tell it */
	WHY_STATE,	/* a state came without the item */
	WHYS
};

struct inforce_row {
	const char *type, *value;
	const char *audience, *item;
	uint64_t
	    sequence;	  /* of the bundle in which it was told last, or went */
	unsigned edition; /* of values in force */
	enum inforce_why why; /* of those that went */
};
/* Both by type, value, audience, item; strings are those of `opened`. */
struct inforce {
	struct inforce_row *in;
	size_t in_count;
	struct inforce_row *out;
	size_t out_count;
};

const char *inforce_why_word(enum inforce_why w);

void inforce_of(struct arena *a, const struct opened *o, struct inforce *out);

/* Whether it stands: what was told last of it is an edition, and no state came
 * since without it; or it is superseded by an item of which no bundle has come
 * yet. */
bool inforce_item(const struct opened_series *s, const struct opened_item *it);

/* The rows of one list whose value the other one does not have. */
struct inforce_row *inforce_new(struct arena *a, const struct inforce_row *rows,
    size_t count, const struct inforce_row *before, size_t before_count,
    size_t *found);

#endif
