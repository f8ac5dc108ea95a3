/*
 * Who joined and left each SIG, by month; the cause is the category's group.
 */
#ifndef BATCH_CHANGES_H
#define BATCH_CHANGES_H

struct figures;

void count_changes(struct figures *f);
/* Between the period and a day after it. */
void count_changes_since(struct figures *f, const char *day);

#endif
