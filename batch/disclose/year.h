/*
 * A fiscal year beside its quarters.  Whoever has a year and three of its
 * quarters has the fourth, cell by cell, as their difference.  So the year
 * hides what any of them hides; and where it would differ a little from what
 * the quarters told, because they were counted at another time, it is the sum
 * of what they told and nothing else.
 */
#ifndef BATCH_YEAR_H
#define BATCH_YEAR_H

#include <stddef.h>

#include "batch/count/figures.h"

/* What the quarters of a year tell, or would, were they made now. */
struct quarters {
	struct figures q[YEAR_QUARTERS];
	size_t count; /* 0: the report is of a quarter */
};

/* Makes the set of a year the sum of what its quarters tell, where it would
 * tell a small difference beside them. */
void year_follow(struct figures *f, struct dataset *d, struct quarters *y);
/* Hides what the report of a quarter hides.  Then the year is made only of
 * cells that its quarters show, and tells nothing more. */
void year_hide(struct figures *f, struct dataset *d, const struct quarters *y);

#endif
