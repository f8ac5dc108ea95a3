/*
 * Mails taken for targeted attacks: where from, where to, of which kind.
 */
#ifndef BATCH_ANNEX_H
#define BATCH_ANNEX_H

struct figures;

void count_annex(struct figures *f);
/* The databases that were asked for regions, by their dates: one, or
 * first/last; "": none. */
const char *annex_regions(const struct figures *f);

#endif
