/*
 * Puts an item together from facts that may go to its audience.  What comes
 * in has no member, package, order or time of arrival, so none of it can come
 * out; what goes out is ordered by content.
 */
#ifndef BATCH_COMPOSE_H
#define BATCH_COMPOSE_H

#include <stddef.h>

#include "formats/out/item.h"

struct arena;
struct buf;
struct gate;
struct valueset;

/* One fact of an allowed kind, with the terms its provider gave it. */
struct fact {
	bool is_file;
	bool extracted;	    /* from a mail, not stated by a person */
	unsigned witnesses; /* organisations that gave it */
	unsigned named;	    /* of a file: that gave it that name */
	bool attested;	    /* by several, or an analyst: item.h */
	bool personal;	    /* a file that names its victim */
	bool shown;	    /* its provider was shown it, and agrees */
	bool echo;	    /* stated by one that was told it */
	bool elsewhere;	    /* and this audience was not */
	bool whole;	    /* told as it is: all have agreed
			       (uncut.h) */
	enum tlp tlp;
	bool is_traffic; /* the indicator is its address */
	struct item_indicator indicator;
	struct item_observation traffic; /* but for the address */
	struct item_file file;
	bool untold; /* out: a file that is left out */
};

struct composition {
	enum class class;
	const char *title, *analysis, *countermeasure; /* ruled; or NULL */
	struct fact *facts;
	size_t fact_count;
	const struct item_step *steps; /* ruled thread */
	size_t step_count;
	struct item_comparison *compared; /* mails beside each other */
	size_t compared_count;
	const char **redact; /* words an analyst had struck out */
	size_t redact_count;
	const char *never_block;       /* the hub's own list */
	unsigned witnesses;	       /* so many make a value everybody's */
	bool bars;		       /* what is stated and names a member */
	const struct valueset *closed; /* as they would be told; or NULL */
	const char *seen_first, *seen_last;  /* Monday, Sunday; or NULL */
	uint64_t had_by;		     /* organisations; 0: not told */
	uint64_t least;			     /* of them told before */
	uint64_t false_alarms, alarms_least; /* the same of false alarms */
	enum tlp tlp; /* of the case itself: the widest any
			 provider gave */
	/* out: */
	size_t withheld;    /* extracted facts that name a member */
	const char *poison; /* what was stated and must never be
			       blocked; NULL: nothing */
	bool barred;	    /* something was */
};

/*
 * Fills *it but for id, edition, first_shared, retracted_on and related.
 * Extracted text is masked, extracted addresses and links that name a member
 * are withheld; what people stated stays for the gate to judge, unless c->bars
 * takes what names a member out, so that it stops nothing of others.  What
 * nobody may block (formats/indicators/poison.h) is left out; a value out of a
 * mail is told without what may be made for one victim
 * (formats/indicators/unique.h) unless c->witnesses organisations gave it, and
 * a file that names its victim (formats/files/personal.h) is left out unless
 * two had it or its provider agreed.  A title that no analyst wrote is the
 * hub's (formats/out/title.h).
 */
void compose(
    struct arena *a, struct gate *g, struct composition *c, struct item *it);

/* The bytes of an item as they are compared, searched and confirmed: without
 * what changes by itself.  A relation that came since then makes no edition,
 * or a report for one audience would show in another's. */
void compose_content(struct buf *b, const struct item *it);

#endif
