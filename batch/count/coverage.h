/*
 * How much of a period the hub's own books cover: they begin on some day, and
 * a report may be made before its period ends.
 */
#ifndef BATCH_COVERAGE_H
#define BATCH_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

struct figures;
struct period;

/* Finds out since when the books are kept: f->begun. */
void coverage_begin(struct figures *f);
/* They were begun after the period had. */
bool coverage_late_start(const struct figures *f, const struct period *p);
/* A report of that time is made before the period is over. */
bool coverage_early_end(int64_t at, const struct period *p);

#endif
