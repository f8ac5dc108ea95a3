/*
 * What was taken for targeted attacks by month, and the quarters before that
 * had the fewest or the most of it.
 */
#ifndef BATCH_MONTHS_H
#define BATCH_MONTHS_H

struct figures;

/* A breakdown of the period's figure. */
void count_months(struct figures *f);
/* Of a quarter whose open figure is a record: those that held it before. */
void count_records(struct figures *f);

#endif
