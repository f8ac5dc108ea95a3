/*
 * The bundles of one audience that a member has opened, and whether another
 * one fits them, in whatever order they come.  Pure; knows no file.
 */
#ifndef FORMATS_CHAIN_H
#define FORMATS_CHAIN_H

#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;

struct chain_link {
	uint64_t sequence;
	struct digest digest; /* of the archive */
	struct digest previous;
	int64_t expires;
};
struct chain {
	struct arena *a;
	struct chain_link *links; /* by sequence */
	size_t count;
};

/* Twelve digits: what a bundle's name can hold. */
#define CHAIN_SEQUENCE_MAX 999999999999

enum chain_verdict {
	CHAIN_FITS,
	CHAIN_KNOWN,	    /* these very bytes were opened */
	CHAIN_FORK,	    /* other bytes were opened under this number */
	CHAIN_NOT_BEHIND,   /* the one before it is another than it names */
	CHAIN_NOT_IN_FRONT, /* the one after it names another */
	CHAIN_FAR	    /* so far ahead that it is no gap */
};

enum chain_verdict chain_judge(
    const struct chain *c, const struct chain_link *next);
/* Adds one that fits, in its place. */
void chain_add(struct chain *c, const struct chain_link *next);
/* NULL: none with this number. */
const struct chain_link *chain_find(const struct chain *c, uint64_t sequence);
/* The newest one; NULL: none at all. */
const struct chain_link *chain_newest(const struct chain *c);

#endif
