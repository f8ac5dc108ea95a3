/*
 * One night's correlation: what correlate.c and the rules for near-duplicates
 * share.  Fresh submissions are joined to each other and to existing cases;
 * which comes first makes no difference.
 */
#ifndef BATCH_CORRELATION_H
#define BATCH_CORRELATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct night;

/* A submission without a case yet. */
struct fresh {
	const char *id;
	struct digest content; /* for the order in which cases are
				  dealt */
	size_t up;	       /* union-find: index of the one above */
	const char *why;       /* evidence of the join */
	const char *casefile;  /* of the set's root: existing case to
				  join */
};

struct correlation {
	struct night *n;
	struct fresh *fresh; /* by id */
	size_t count;
	struct _GHashTable *holders; /* key to its newest holder */
};

/* Puts fresh submission i into a case, or into one case with fresh j; key is
 * the evidence, "kind:value". */
void correlation_join_case(
    struct correlation *c, size_t i, const char *id, const char *key);
void correlation_join_fresh(
    struct correlation *c, size_t i, size_t j, const char *key);
/* Whether they are in one case already. */
bool correlation_is_one(struct correlation *c, size_t i, size_t j);
bool correlation_is_in(struct correlation *c, size_t i, const char *id);

#endif
