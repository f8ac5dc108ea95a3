/*
 * What rulings come to: laid one over the other in the order in which they
 * were signed, the newer word on a thing replaces the older.  Pure.
 */
#ifndef BATCH_STANDING_H
#define BATCH_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "batch/store/ruling.h"

struct standing {
	bool any; /* something was ruled */
	const char *class, *grounds, *title, *analysis, *countermeasure, *topic;
	const char *outline, *campaign, *campaign_years;
	enum said grave, release, harmless;
	int64_t seen;	/* when the newest was signed that holds whole */
	int64_t closed; /* when what was taken back was signed; 0: open */
	const struct ruling *thread; /* whose steps hold; or NULL */
};

/* What holds of a ruling. */
enum holds { HOLDS_NOTHING, HOLDS_PART, HOLDS_WHOLE };
/* As the database has it, once its case was ruled. */
enum holds standing_holds(const struct ruling *r);
/* The part of a ruling that takes back or holds, and needs nobody else. */
struct ruling standing_part(const struct ruling *r);
/* The part that is for all audiences where none are named: what is bulk, and
 * what is taken back. */
struct ruling standing_for_all(const struct ruling *r);

void standing_begin(struct standing *s);
/* Lays a ruling over those before; r outlives s. */
void standing_lay(
    struct standing *s, const struct ruling *r, enum holds holds, bool steps);

#endif
