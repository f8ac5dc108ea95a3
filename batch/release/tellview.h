/*
 * A view as its audience would be told it.  What the books have on the view is
 * laid beside each other here and handed on; composing (batch/compose) asks
 * them nothing.
 */
#ifndef BATCH_TELLVIEW_H
#define BATCH_TELLVIEW_H

#include "batch/compose/gather.h"

struct givens;
struct night;
struct view;

/* What a person must know of a composition. */
struct left_out {
	struct gather_left stated;
	struct valueset closed; /* by a ruling; its list alone */
};

/* Fills *it (compose.h) and *out. */
void tellview(struct night *n, struct givens *g, const struct view *v,
    enum form form, struct item *it, struct left_out *out);

#endif
