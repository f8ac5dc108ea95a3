/*
 * What a year already told of a quarter that has no report yet: the year less
 * its other three quarters, as they stood when the year was told.  A reader can
 * do this subtraction, so the quarter's first report is held beside the result
 * as if it were an edition before it.
 */
#ifndef BATCH_REMAINDER_H
#define BATCH_REMAINDER_H

#include <stdint.h>

struct dataset;
struct figures;

/* Of a set, and what it sums to; cells that the year or one of the three hid
 * are hidden.  NULL: nothing was told.  Not for sets that do not add up. */
const struct dataset *remainder_of(
    const struct figures *f, const struct dataset *d, int64_t *total);

#endif
