/*
 * HUB/audit/PERIOD-EDITION.csv: which figures a report hides, and why.  For
 * the hub alone: it says which cells are small, never what is in them.
 */
#ifndef BATCH_AUDIT_H
#define BATCH_AUDIT_H

struct figures;

void audit_write(const struct figures *f);

#endif
