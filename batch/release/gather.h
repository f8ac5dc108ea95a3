/*
 * A view put together: the facts of its parts, how many organisations gave
 * each, its mails beside each other, and what was ruled.  From here on nothing
 * is known of a submission.
 */
#ifndef BATCH_GATHER_H
#define BATCH_GATHER_H

#include <stddef.h>

#include "formats/indicators/observable.h"

struct givens;
struct item;
struct night;
struct view;

/* How a fact is told whose witnesses a reader does not know yet. */
enum form { FORM_AS_IT_IS, FORM_OF_SEVERAL };

/* What a person must know of a composition. */
struct left_out {
	const char *poison; /* stated, and nobody may block it; or NULL */
	struct left_value { /* closed by a ruling */
		enum ind_type type;
		const char *value;
	} * closed;
	size_t closed_count;
};

/* Fills *it (compose.h) and *out. */
void gather(struct night *n, struct givens *g, const struct view *v,
    enum form form, struct item *it, struct left_out *out);

#endif
