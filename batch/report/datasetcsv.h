/*
 * Datasets as CSV, for those who calculate.
 */
#ifndef BATCH_DATASETCSV_H
#define BATCH_DATASETCSV_H

#include "batch/count/dataset.h"

struct buf;

/* One dataset: key, names, measures; hidden cells by their word. */
void dataset_csv(struct buf *b, const struct dataset *d);
/* What was told otherwise before, of all of them. */
void datasets_revisions(struct buf *b, const struct datasets *all);

#endif
