/*
 * Between the halves of figures_disclose(): disclose.c decides what one table
 * may tell, beside what was told before; disclose-year.c keeps a year in step
 * with its quarters.
 */
#ifndef BATCH_DISCLOSE_H
#define BATCH_DISCLOSE_H

#include <stddef.h>
#include <stdint.h>

#include "batch/count/figures.h"

struct ledger_report;

/* What the four quarters of a year tell, or would, were they made now. */
struct quarters {
	struct figures q[4];
	size_t count; /* 0: the report is of a quarter */
};

/* The set of the same id; NULL: none. */
struct dataset *disclose_same(const struct figures *f, const struct dataset *d);
/* The first figure of a category, which is added where there is none. */
struct figure *disclose_place(
    struct figures *f, struct dataset *d, const struct category *c);
/* What all cells sum to. */
int64_t disclose_total(const struct dataset *d);
/* What the cells of a set summed to when it was told; last: the last report
 * that told it, itself or as an edition before. */
int64_t disclose_then(const struct figures *f, const struct ledger_report *last,
    const struct dataset *told);

/* Makes the set of a year the sum of what its quarters tell, where it would
 * tell a small difference beside them. */
void disclose_follow(struct figures *f, struct dataset *d, struct quarters *y);

#endif
