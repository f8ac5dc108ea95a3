/*
 * One night's correlation: which fresh submissions are in one case.  They are
 * joined to each other and to existing cases; which comes first makes no
 * difference.  Knows no rule by which they are joined.
 */
#ifndef BATCH_CORRELATION_H
#define BATCH_CORRELATION_H

#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct night;

/* A submission without a case yet. */
struct fresh {
	const char *id;
	struct digest content; /* for the order in which cases are dealt */
	const char *why;       /* evidence of its strongest join; or NULL */
	int64_t strength;      /* of that, thousandths */
	size_t up;	       /* union-find: index of the one above */
	const char *casefile;  /* of the set's head: case to join; or NULL */
	const char *own;       /* the case that it is like itself; or NULL */
};

struct tie; /* a fresh submission and a case that are the same attack */

struct correlation {
	struct night *n;
	struct fresh *fresh; /* by id */
	size_t count;
	struct tie *ties;
	size_t tie_count;
};

/* Adds a submission, a set of its own. */
struct fresh *correlation_add(struct correlation *c, const char *id);
/* Fresh submission i is the same attack as one in a case, or as fresh j; key is
 * the evidence of i, strength its weight in thousandths.  Of cases that are
 * equally like it the one that was so first stands before: what is like two
 * brings nothing of the one to the other. */
void correlation_tie_case(struct correlation *c, size_t i, const char *id,
    int64_t since, int64_t strength, const char *key);
void correlation_tie_fresh(struct correlation *c, size_t i, size_t j,
    int64_t strength, const char *key);
/* Once all is tied: which case each set joins, cases that have no history
 * becoming one, and of two that have one the more alike. */
void correlation_settle(struct correlation *c);
/* The case that i goes to, once its set has one: of several with a history the
 * one that it is like itself. */
const char *correlation_case(struct correlation *c, size_t i);
/* The one that stands for all that are the same attack as i. */
struct fresh *correlation_head(struct correlation *c, size_t i);
/* The fresh submission of that id; or NULL. */
struct fresh *correlation_find(struct correlation *c, const char *id);

#endif
