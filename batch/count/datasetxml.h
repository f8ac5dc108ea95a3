/*
 * A dataset as report.xml has it: written, and read again from reports that
 * were published.
 */
#ifndef BATCH_DATASETXML_H
#define BATCH_DATASETXML_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/count/dataset.h"

struct xmlw;

void dataset_write(struct xmlw *x, const struct dataset *d);
/* The datasets of a report.xml, in all->arena, and its threshold; false and a
 * message in err where it is no report. */
bool datasets_parse(struct datasets *all, const void *xml, size_t len,
    unsigned *min_cell, char *err, size_t errlen);

#endif
