/*
 * Why a submission is where it is: the rule, and the evidence for it.
 */
#ifndef BATCH_JOIN_H
#define BATCH_JOIN_H

#include "batch/cases/joined.h"

struct comparison;
struct hub;
struct rarity;

struct join {
	struct joined by;
	const struct rarity *rarity;	   /* of the key; or NULL */
	const struct comparison *likeness; /* or NULL */
};

/* joined: as it stands in the database; NULL: it was the first. */
struct join join_of(struct hub *h, const char *submission, const char *joined);

#endif
