/*
 * How it came to be: a table of what happened, for the report on a year.  From
 * the roster, by month: SIGs, schemes and agencies that began or ended; and
 * what history.xml tells besides.
 */
#ifndef BATCH_REPORT_CHRONOLOGY_H
#define BATCH_REPORT_CHRONOLOGY_H

struct figures;
struct xmlw;

/* Nothing where nothing happened. */
void chronology_write(struct xmlw *x, const struct figures *f);

#endif
