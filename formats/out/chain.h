/*
 * The bundles of one audience that a member has opened, and whether another
 * one fits them, in whatever order they come.  A state stands for the bundle of
 * its number, and for all before it.  Pure; knows no file.
 *
 * A hub that was put back from a backup begins a new line, and says so in each
 * bundle: numbers go on behind the last one that its books knew, and what had
 * gone out behind that before is void.  Without that word of the hub's, another
 * bundle under a number that is taken is a fork.
 */
#ifndef FORMATS_CHAIN_H
#define FORMATS_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;

/* A line that the hub began. */
struct chain_line {
	int64_t begun;
	uint64_t after;	      /* the bundle that it begins behind; 0: none */
	struct digest digest; /* of that one */
};
struct chain_link {
	uint64_t sequence;
	struct digest digest;	/* of the bundle's archive */
	struct digest previous; /* zero: none, or a state came alone */
	int64_t expires;
	bool state; /* a state came that stands for it */
};
struct chain {
	struct arena *a;
	struct chain_link *links; /* by sequence */
	size_t count;
	struct chain_line *lines; /* the newest one last */
	size_t line_count;
};

/* Twelve digits: what a bundle's name can hold. */
#define CHAIN_SEQUENCE_MAX 999999999999

enum chain_verdict {
	CHAIN_FITS,
	CHAIN_KNOWN,	    /* it was opened, or what stands for it */
	CHAIN_FORK,	    /* other bytes were opened under this number */
	CHAIN_NOT_BEHIND,   /* the one before it is another than it names */
	CHAIN_NOT_IN_FRONT, /* the one after it names another */
	CHAIN_FAR,	    /* so far ahead that it is no gap */
	CHAIN_VOID	    /* a newer line has taken its place */
};

enum chain_verdict chain_judge(
    const struct chain *c, const struct chain_link *next);
/* The same of one that names these lines. */
enum chain_verdict chain_judge_line(const struct chain *c,
    const struct chain_line *lines, size_t count,
    const struct chain_link *next);
/* Whether these lines are newer than the chain's, which then gives way. */
bool chain_turns(
    const struct chain *c, const struct chain_line *lines, size_t count);
/* Takes the newer lines: which links have no place in them goes.  How many
 * went. */
size_t chain_turn(
    struct chain *c, const struct chain_line *lines, size_t count);
/* Adds one that fits, in its place, or to what stands there. */
void chain_add(struct chain *c, const struct chain_link *next);
/* NULL: none with this number. */
const struct chain_link *chain_find(const struct chain *c, uint64_t sequence);
/* Whether the bundle itself came, and not only a state in its place. */
bool chain_has_bundle(const struct chain_link *l);
/* The number of the newest state; 0: none came. */
uint64_t chain_state(const struct chain *c);
/* The newest one; NULL: none at all. */
const struct chain_link *chain_newest(const struct chain *c);

#endif
