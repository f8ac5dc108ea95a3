/*
 * The items of the period: how long they took, how often they were seen.
 */
#ifndef BATCH_ITEMS_H
#define BATCH_ITEMS_H

struct figures;

void count_timeliness(struct figures *f);
void count_sightings(struct figures *f);

#endif
