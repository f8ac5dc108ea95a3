/*
 * What was taken for targeted attacks, by the campaign that analysts say it is
 * part of.  A campaign is known by its name alone: its key is made of that, so
 * that it is the same in every report.
 */
#ifndef BATCH_CAMPAIGNS_H
#define BATCH_CAMPAIGNS_H

struct figures;

void count_campaigns(struct figures *f);

#endif
