/*
 * The items of the period: how long they took, how often they were seen.
 */
#ifndef BATCH_ITEMS_H
#define BATCH_ITEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/count/givers.h"

struct figures;

/* An item of the period, and who stood behind it. */
struct item_by {
	int64_t reports; /* how many came back */
	bool had;	 /* by the audience */
	struct givers givers;
};

/* All of them; audience: an id, or "". */
struct item_by *items_by(
    struct figures *f, const char *audience, size_t *count);

void count_timeliness(struct figures *f);
void count_sightings(struct figures *f);

#endif
