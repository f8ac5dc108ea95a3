/*
 * What the books say of a quarter, or of a fiscal year: figures that were
 * published before the hub kept the books go before those that it counts.
 */
#ifndef BATCH_QUARTER_H
#define BATCH_QUARTER_H

#include "batch/count/dataset.h"

struct figures;
struct history_period;
struct period;

struct book {
	struct figure submitted, shared, own, targeted;
};

struct book book_published(const struct history_period *h);
struct book book_of_quarter(const struct figures *f, const struct period *p);
/* "7月～9月", "Jul-Sep". */
struct label quarter_label(const struct period *p);
/* "2017", the heading over it. */
const char *quarter_group(const struct figures *f, const struct period *p);

#endif
