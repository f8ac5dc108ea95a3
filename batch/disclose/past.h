/*
 * The breakdowns of reports that were told, counted again as they were known
 * then.  The ledger has the figures alone; this says who gave them.
 */
#ifndef BATCH_PAST_H
#define BATCH_PAST_H

struct dataset;
struct figures;
struct ledger_report;
struct pasts;

/* None yet; in f's arena. */
struct pasts *pasts_new(const struct figures *f);
/* Of a report about a whole hub; counted when it is first asked for.  NULL: it
 * had no such set. */
const struct dataset *past_set(
    const struct figures *f, const struct ledger_report *r, const char *id);

#endif
