/*
 * One night's correlation: which fresh submissions are in one case.  They are
 * joined to each other and to existing cases; which comes first makes no
 * difference.  Knows no rule by which they are joined.
 */
#ifndef BATCH_CORRELATION_H
#define BATCH_CORRELATION_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/base/digest.h"

struct night;

/* A submission without a case yet. */
struct fresh {
	const char *id;
	struct digest content; /* for the order in which cases are dealt */
	const char *why;       /* evidence of the join */
	size_t up;	       /* union-find: index of the one above */
	const char *casefile;  /* of the set's head: case to join; or NULL */
};

struct correlation {
	struct night *n;
	struct fresh *fresh; /* by id */
	size_t count;
};

/* Adds a submission, a set of its own. */
struct fresh *correlation_add(struct correlation *c, const char *id);
/* Puts fresh submission i into a case, or into one case with fresh j; key is
 * the evidence, "kind:value". */
void correlation_join_case(
    struct correlation *c, size_t i, const char *id, const char *key);
void correlation_join_fresh(
    struct correlation *c, size_t i, size_t j, const char *key);
/* The one that stands for all that are in one case with i. */
struct fresh *correlation_head(struct correlation *c, size_t i);
/* Whether they are in one case already. */
bool correlation_is_one(struct correlation *c, size_t i, size_t j);
bool correlation_is_in(struct correlation *c, size_t i, const char *id);

#endif
