/*
 * One number of hub.db over a period, as it was known at the time of the
 * report.
 */
#ifndef BATCH_TALLY_H
#define BATCH_TALLY_H

#include <stdint.h>

#include "batch/store/db.h"

struct figures;
struct period;

/* By a statement that takes first day, last day and time alone. */
int64_t tally(const struct figures *f, enum sql_id id, const struct period *p);
/* Submissions in cases of a class. */
int64_t tally_class(
    const struct figures *f, const struct period *p, const char *class);

#endif
