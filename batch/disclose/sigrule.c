/*
 * A column is one industry, its rows what it submitted; totals are over the
 * hub.  Any reader may have any set of the annexes and takes their columns from
 * the totals.  What he is left with sums the columns that nobody was told and
 * those who are in no column: it must not be small in any row.  It is enough to
 * look at the set of all that are told: with fewer of them he is left with
 * more, and every column that is told is large or nothing.
 */
#include "batch/disclose/sigrule.h"

bool
sigrule_tells(int64_t n, int64_t min)
{
	return n == 0 || n >= min;
}

static bool
all_tell(const int64_t n[SIG_ROWS], int64_t min)
{
	int r;

	for (r = 0; r < SIG_ROWS; r++)
		if (!sigrule_tells(n[r], min))
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

static bool
rest_tells(const struct sig_column *c, size_t count,
    const int64_t total[SIG_ROWS], int64_t min)
{
	int64_t rest[SIG_ROWS];
	size_t i;
	int r;

	for (r = 0; r < SIG_ROWS; r++) {
		rest[r] = total[r];
		for (i = 0; i < count; i++)
			if (!c[i].hidden)
				rest[r] -= c[i].n[r];
	}
	return all_tell(rest, min);
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
sigrule_hide(struct sig_column *c, size_t count, const int64_t total[SIG_ROWS],
    int64_t min)
{
	struct sig_column *next;
	size_t i;

	for (i = 0; i < count; i++)
		c[i].hidden |= !all_tell(c[i].n, min);
	while (!rest_tells(c, count, total, min) &&
	       (next = smallest(c, count)) != NULL)
		next->hidden = true;
}
