/*
 * A set of values, each of a type.
 */
#ifndef FORMATS_VALUESET_H
#define FORMATS_VALUESET_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/indicators/observable.h"

struct arena;

struct valueset_value {
	enum ind_type type;
	const char *value;
};

struct valueset {
	struct valueset_value *list; /* in the order in which they came */
	size_t count;
	void *known;
};

/* Values stay their owner's; the list lies in the arena.  False: it was there.
 */
bool valueset_add(
    struct arena *a, struct valueset *s, enum ind_type type, const char *value);
/* No set and no value are fine. */
bool valueset_has(
    const struct valueset *s, enum ind_type type, const char *value);
/* All but the list. */
void valueset_end(struct valueset *s);

#endif
