/*
 * Mails taken for targeted attacks: where from, where to, of which kind.
 */
#ifndef BATCH_STATISTICS_H
#define BATCH_STATISTICS_H

struct figures;

void count_statistics(struct figures *f);
/* The databases that were asked for regions, by their dates: one, or
 * first/last; "": none. */
const char *statistics_regions(const struct figures *f);

#endif
