/*
 * All that a report counts.  Nothing is hidden yet.
 */
#ifndef BATCH_COUNT_H
#define BATCH_COUNT_H

struct figures;

/* Every dataset of a report, in the report's order. */
void count_report(struct figures *f);
/* Those that are breakdowns: what a year has to be kept in step with its
 * quarters in. */
void count_breakdowns(struct figures *f);

#endif
