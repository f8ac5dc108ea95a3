/*
 * What became of each submission of the period.
 */
#ifndef BATCH_FATES_H
#define BATCH_FATES_H

struct figures;

void count_fates(struct figures *f);

#endif
