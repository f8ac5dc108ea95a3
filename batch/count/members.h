/*
 * Who takes part: SIGs and partner schemes, and their members.
 */
#ifndef BATCH_MEMBERS_H
#define BATCH_MEMBERS_H

struct figures;

void count_members(struct figures *f);

#endif
