/*
 * A column is one industry, its rows what it submitted; totals are over the
 * hub.  Any reader may have any set of the annexes and takes their columns from
 * the totals.  What he is left with sums the columns that nobody was told and
 * those who are in no column: it must not be small in any row.  It is enough to
 * look at the set of all that are told: with fewer of them he is left with
 * more, and every column that is told is large or nothing.  A sum of figures
 * that may be told may be told, by the number of organisations and by the p %
 * rule.
 */
#include "batch/disclose/sigrule.h"
#include "batch/disclose/limits.h"

bool
sigrule_tells(int64_t n, int64_t min)
{
	return n == 0 || n >= min;
}

static bool
all_tell(const struct sig_column *c, const struct limits *l)
{
	int r;

	for (r = 0; r < SIG_ROWS; r++)
		if (limits_hide(l, c->n[r], &c->givers[r]))
			return false;
	return true;
}

static int64_t
sum(const struct sig_column *c)
{
	int64_t n = 0;
	int r;

	for (r = 0; r < SIG_ROWS; r++)
		n += c->n[r];
	return n;
}

static void
subtract(struct arena *a, struct sig_column *rest, const struct sig_column *c)
{
	const struct givers *g;
	size_t i;
	int r;

	for (r = 0; r < SIG_ROWS; r++) {
		g = &c->givers[r];
		rest->n[r] -= c->n[r];
		for (i = 0; i < g->count; i++)
			givers_add(a, &rest->givers[r], g->list[i].organisation,
			    -g->list[i].n);
	}
}

static bool
rest_tells(struct arena *a, const struct sig_column *c, size_t count,
    const struct sig_column *total, const struct limits *l)
{
	struct sig_column rest = { .sig = NULL };
	size_t i;
	int r;

	for (r = 0; r < SIG_ROWS; r++) {
		rest.n[r] = total->n[r];
		givers_join(a, &rest.givers[r], &total->givers[r]);
	}
	for (i = 0; i < count; i++)
		if (!c[i].hidden)
			subtract(a, &rest, &c[i]);
	return all_tell(&rest, l);
}

/* The least that is told and is not nothing; the first of equals. */
static struct sig_column *
smallest(struct sig_column *c, size_t count)
{
	struct sig_column *best = NULL;
	size_t i;

	for (i = 0; i < count; i++)
		if (!c[i].hidden && sum(&c[i]) > 0 &&
		    (best == NULL || sum(&c[i]) < sum(best)))
			best = &c[i];
	return best;
}

void
sigrule_hide(struct arena *a, struct sig_column *c, size_t count,
    const struct sig_column *total, const struct limits *l)
{
	struct sig_column *next;
	size_t i;

	for (i = 0; i < count; i++)
		c[i].hidden |= !all_tell(&c[i], l);
	while (!rest_tells(a, c, count, total, l) &&
	       (next = smallest(c, count)) != NULL)
		next->hidden = true;
}
