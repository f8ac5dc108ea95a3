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

/* One fact of an allowed kind, with the terms its provider gave it. */
struct fact {
	bool is_file;
	bool extracted;	 /* from a mail, not stated by a person */
	bool seen_twice; /* by two organisations or more */
	bool personal;	 /* a file that names its victim */
	bool shown;	 /* its provider was shown it, and agrees */
	bool whole;	 /* told as it is: all have agreed (uncut.h) */
	enum tlp tlp;
	struct item_indicator indicator;
	struct item_file file;
	bool untold; /* out: a file that is left out */
};

struct composition {
	enum class class;
	const char *title, *analysis, *countermeasure; /* ruled; or NULL */
	const char **titles; /* of submissions; any order */
	size_t title_count;
	struct fact *facts;
	size_t fact_count;
	struct item_step *steps; /* ruled thread */
	size_t step_count;
	struct item_comparison *compared; /* mails beside each other */
	size_t compared_count;
	const char **redact; /* words an analyst had struck out */
	size_t redact_count;
	const char *never_block; /* the hub's own list */
	uint64_t sightings;
	enum tlp tlp; /* of the case itself: the widest any
			 provider gave */
	/* out: */
	size_t withheld;    /* extracted facts that name a member */
	const char *poison; /* what was stated and must never be
			       blocked; NULL: nothing */
};

/*
 * Fills *it but for id, edition, first_shared, retracted_on and related.
 * Extracted text is masked, extracted addresses and links that name a member
 * are withheld; what people stated stays for the gate to judge.  What nobody
 * may block (formats/indicators/poison.h) is left out; what seems made for one
 * victim (formats/indicators/unique.h) is cut out unless two organisations saw
 * it, and a file that names its victim (formats/files/personal.h) is left out
 * unless they did or its provider agreed.
 */
void compose(
    struct arena *a, struct gate *g, struct composition *c, struct item *it);

/* The bytes of an item as they are compared, searched and confirmed: without
 * what changes by itself.  A relation that came since then makes no edition,
 * or a report for one audience would show in another's. */
void compose_content(struct buf *b, const struct item *it);

#endif
