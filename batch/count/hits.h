/*
 * How many organisations acknowledged a bundle of the period with hits, in the
 * steps in which items tell how many had one: 3, 10, 30, 100 ...; fewer are not
 * told at all.
 */
#ifndef BATCH_HITS_H
#define BATCH_HITS_H

struct figures;

void count_hits(struct figures *f);

#endif
