/*
 * What two tellings of a breakdown differ by is a figure, too, and of
 * somebody: who lays them beside each other must not read what one organisation
 * added, took back or had ruled otherwise.
 */
#ifndef BATCH_CHANGE_H
#define BATCH_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "batch/count/givers.h"

struct dataset;
struct limits;

/* Of one figure, or of several: by how much, and by how much of each. */
struct change {
	int64_t n;
	struct givers more; /* less than nothing: it took so many back */
};

/* sign: 1 what is now, -1 what was then. */
void change_add(struct arena *a, struct change *c, int64_t n,
    const struct givers *g, int sign);
/* Whether it is seen, and few made it; asked once. */
bool change_few(struct change *c, const struct limits *l);

/* Whether a figure that readers can compare changed by what few organisations
 * gave, or one most of.  then: told as it was counted; where it does not say
 * what was told, nobody knows who gave that, and nothing is found; nor where
 * only open figures were told. */
bool change_in_set(struct arena *a, const struct dataset *told,
    const struct dataset *then, const struct dataset *now,
    const struct limits *l);

#endif
