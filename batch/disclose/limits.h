/*
 * Which figures give away what a single organisation gave: counts below
 * min-cell, what fewer than three organisations gave, and, by the p % rule,
 * what lets the second largest giver reckon the part of the largest.
 */
#ifndef BATCH_LIMITS_H
#define BATCH_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct givers;
struct settings;

struct limits {
	int64_t min;	      /* cells from 1 to min - 1 are small */
	size_t organisations; /* so many must have given a cell */
	unsigned percent;     /* p; 0: no rule */
};

/* dominance: the p % rule is asked, too. */
struct limits limits_of(const struct settings *s, bool dominance);
bool limits_small(const struct limits *l, int64_t n);
/* Whether so few gave a figure, or one so much of it, that it is hidden. */
bool limits_few(const struct limits *l, const struct givers *g);
/* Whether a figure must not be told: zero may. */
bool limits_hide(const struct limits *l, int64_t n, const struct givers *g);

#endif
