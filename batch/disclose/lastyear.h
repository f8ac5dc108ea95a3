/*
 * The annex of the fiscal year before, as its last report told it: beside this
 * year's, to the mark.  Nothing in it is counted, so nothing can be told anew.
 */
#ifndef BATCH_LASTYEAR_H
#define BATCH_LASTYEAR_H

struct figures;

#define LASTYEAR_BEFORE "-before" /* behind the id of this year's set */

/* Of a fiscal year; nothing where the year before has no report, or one by a
 * lower threshold. */
void lastyear_add(struct figures *f);

#endif
