/*
 * What the readers of an audience said of an item that it has: who found it,
 * who calls it a false alarm, and when they saw it.  Each organisation counts
 * once; of a member's words the one signed last holds.
 */
#ifndef BATCH_FINDERS_H
#define BATCH_FINDERS_H

struct night;
struct tokens;
struct view;

/* Fills had_by, least, false_alarms, alarms_least, found_first and found_last
 * of a view that is told as an item; givers have their tokens already.  Weeks
 * come in when a step is told, and stand: one that found it more within a step
 * moves nothing. */
void finders_count(struct night *n, struct view *v, struct tokens *givers);

#endif
