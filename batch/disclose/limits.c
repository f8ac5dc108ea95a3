/*
 * The p % rule: who gave the second largest part takes it from the sum and is
 * left with the largest and what all others gave.  These must be more than p
 * percent of the largest, or his guess is nearer than that.
 */
#include "batch/disclose/limits.h"
#include "batch/count/givers.h"
#include "formats/config/settings.h"

/* With two, each knows the other's part. */
#define ORGANISATIONS 3

/* A hub that tells counts of one tells what one organisation gave: the bound
 * on organisations is never above that on counts. */
struct limits
limits_of(const struct settings *s, bool dominance)
{
	return (struct limits){ .min = s->min_cell,
		.organisations =
		    s->min_cell < ORGANISATIONS ? s->min_cell : ORGANISATIONS,
		.percent = dominance ? s->p_percent : 0 };
}

bool
limits_small(const struct limits *l, int64_t n)
{
	return n > 0 && n < l->min;
}

static bool
is_dominated(const struct limits *l, const struct givers *g)
{
	int64_t sum = 0, first = 0, second = 0, n;
	size_t i;

	for (i = 0; i < g->count; i++) {
		n = g->list[i].n;
		sum += n;
		if (n > first) {
			second = first;
			first = n;
		} else if (n > second)
			second = n;
	}
	return 100 * (sum - first - second) < (int64_t)l->percent * first;
}

bool
limits_few(const struct limits *l, const struct givers *g)
{
	size_t i, given = 0;

	for (i = 0; i < g->count; i++)
		given += g->list[i].n > 0;
	return given < l->organisations || is_dominated(l, g);
}

bool
limits_hide(const struct limits *l, int64_t n, const struct givers *g)
{
	return limits_small(l, n) || (n > 0 && limits_few(l, g));
}
