/*
 * The bundles of one audience that a member has opened, and whether another
 * one fits them, in whatever order they come.  Pure; knows no file.
 */
#ifndef FORMATS_CHAIN_H
#define FORMATS_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;
struct buf;

struct chain_link {
	uint64_t sequence;
	struct digest digest;
	struct digest previous;
	bool linked; /* previous is known */
};
struct chain {
	struct arena *a;
	struct chain_link *links; /* by sequence */
	size_t count;
};

enum chain_verdict {
	CHAIN_FITS,
	CHAIN_KNOWN,	    /* these very bytes were opened */
	CHAIN_FORK,	    /* other bytes were opened under this number */
	CHAIN_NOT_BEHIND,   /* the one before it is another than it names */
	CHAIN_NOT_IN_FRONT, /* the one after it names another */
	CHAIN_FAR	    /* so far ahead that it is no gap */
};

/* Takes lines "SEQUENCE DIGEST [PREVIOUS]"; -1: no such text. */
int chain_read(struct chain *c, const char *text);
void chain_write(const struct chain *c, struct buf *out);
enum chain_verdict chain_judge(
    const struct chain *c, const struct chain_link *next);
/* Adds one that fits, in its place. */
void chain_add(struct chain *c, const struct chain_link *next);

#endif
