/*
 * How rare a key is: a host, an address, a file that submissions share.  What
 * few have is evidence that they belong together; what everybody has is none.
 */
#ifndef BATCH_RARITY_H
#define BATCH_RARITY_H

#include <stddef.h>
#include <stdint.h>

struct hub;

struct rarity {
	const char *key;	    /* "kind:value" */
	int64_t submissions, cases; /* that hold it */
	int64_t of;		    /* cases in all */
	double bits; /* as evidence, to a tenth; 0: everybody has it */
};

struct rarity rarity_of(struct hub *h, const char *key);
/* Every key of a case (a hundred at most); in the hub's arena. */
struct rarity *rarity_of_case(struct hub *h, const char *id, size_t *count);
double rarity_rounded(double bits);

#endif
