/*
 * The values that an item tells, each once, whatever tells it: an indicator in
 * one role or several, traffic, a file by its digest and by its name.  What
 * others' formats have one object for.
 */
#ifndef FORMATS_MARK_H
#define FORMATS_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/indicators/observable.h"

struct arena;
struct item;
struct item_file;

struct mark {
	enum ind_type type;
	const char *value;
	unsigned roles;		      /* of indicators: bits by ind_role */
	bool inbound, outbound;	      /* of traffic */
	const struct item_file *file; /* whose digest or name it is; or NULL */
	/* as in struct item_sign */
	unsigned since;
	const char *day, *use;
};

/* By type and value; in the arena.  Those without a sign are new. */
struct mark *marks_of(struct arena *a, const struct item *it, size_t *count);
bool mark_has(const struct mark *m, enum ind_role r);
/* What is said of the value, in one word: where it changes it is another. */
const char *mark_form(struct arena *a, const struct mark *m);
/* The order of marks and of signs. */
int mark_order(
    enum ind_type t, const char *value, enum ind_type u, const char *other);

/* Where the rest of a value is not told: {} of unique.h and the mask of the
 * gate.  The length of what stands for it at s; 0: none does. */
size_t mark_hole(const char *s);
/* Whether all of the value is told. */
bool mark_is_whole(const char *value);

#endif
