/*
 * Which cells of one breakdown are hidden so that nobody can work out a small
 * one.  A reader knows the total, the threshold and this rule, and solves for
 * what is hidden: tests/unit/t-suppress.c plays him over every small table.
 */
#ifndef BATCH_SUPPRESS_H
#define BATCH_SUPPRESS_H

#include <stdbool.h>

struct dataset;

/* Hides cells below min and complements; what is hidden already stays so.
 * false where all of it is not enough. */
bool suppress(struct dataset *d, unsigned min);

#endif
