/*
 * Which cells of one breakdown are hidden so that nobody can work out a small
 * one.  A reader knows the total, the threshold and this rule, and solves for
 * what is hidden: tests/unit/t-suppress.c plays him over every small table.
 * A reader who knows his own part, too, is insider.h.  Where quarters make up a
 * year as they were told, it is not known who gave it: each of them was asked.
 */
#ifndef BATCH_SUPPRESS_H
#define BATCH_SUPPRESS_H

#include <stdbool.h>

struct arena;
struct dataset;
struct limits;

/* Hides cells that must not be told, and complements; what is hidden already
 * stays so.  false where all of it is not enough. */
bool suppress(struct arena *a, struct dataset *d, const struct limits *l);

#endif
