/*
 * Two years by quarter, and where other industries submit than before.
 */
#ifndef BATCH_TREND_H
#define BATCH_TREND_H

struct figures;

void count_trend(struct figures *f);

#endif
