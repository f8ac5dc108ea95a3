#include "batch/disclose/suppress.h"
#include "batch/count/dataset.h"
#include "batch/disclose/insider.h"
#include "batch/disclose/limits.h"

/* Beyond so many complements all that is left is hidden. */
#define COMPLEMENTS 6

/*
 * One column of a breakdown.  A small cell is 1..min-1, a complement at least
 * min and the smallest that was left; what the hidden cells sum to can be
 * worked out.
 */
struct column {
	struct dataset *d;
	size_t measure;
	int64_t min, small; /* the threshold; how many cells lie below */
	int64_t sum;	    /* of these */
	size_t few;	    /* cells that few gave, or one most of */
};

static struct figure *
cell(const struct column *c, size_t key)
{
	return dataset_at(c->d, key, c->measure);
}

/* The smallest cell that is shown and may be hidden; zero only if nothing
 * else is left. */
static struct figure *
next_complement(const struct column *c)
{
	struct figure *best = NULL, *f;
	size_t i;

	for (i = 0; i < c->d->key_count; i++) {
		f = cell(c, i);
		if (f->hidden != SHOWN || f->open)
			continue;
		if (best == NULL || (best->value == 0 && f->value > 0) ||
		    (f->value > 0 && f->value < best->value))
			best = f;
	}
	return best;
}

static bool gives_away(const struct column *c, int n, int64_t sum, int64_t cap);

/*
 * Whether complements number i to n, each at least low, can make up the rest,
 * and suppress() would have gone on to each of them: below are the small
 * cells and the complements before.
 */
static bool
possible(const struct column *c, int i, int n, int64_t rest, int64_t low,
    int64_t below, int64_t cap)
{
	int64_t v;

	if (i == n)
		return low <= rest && rest < cap &&
		       gives_away(c, i - 1, below, rest);
	for (v = low; v <= rest / (n - i + 1); v++)
		if (gives_away(c, i - 1, below, v) &&
		    possible(c, i + 1, n, rest - v, v, below + v, cap))
			return true;
	return false;
}

/*
 * Whether a reader who knows all this, the sum of the small cells and n
 * complements, and the smallest cell that is shown (cap), is left with one
 * value for a small cell: with one sum of theirs, which is the least or the
 * most there can be, or of a single one.
 */
static bool
gives_away(const struct column *c, int n, int64_t sum, int64_t cap)
{
	int64_t t, least = c->small, most = c->small * (c->min - 1);
	size_t sums = 0;

	if (n >= COMPLEMENTS)
		return true;
	if (c->min <= 2) /* nothing is left open but by a complement */
		return n == 0;
	for (t = least; t <= most && sums < 2; t++) {
		if (n == 0 ? t != sum
			   : !possible(c, 1, n, sum - t, c->min, t, cap))
			continue;
		if (c->small > 1 && t > least && t < most)
			return false;
		sums++;
	}
	return sums < 2;
}

/* A zero that is hidden helps no small cell. */
static bool
complement(const struct column *c)
{
	int64_t sum = c->sum;
	struct figure *f;
	int n;

	for (n = 0;; n++) {
		f = next_complement(c);
		if (f != NULL && f->value == 0)
			f = NULL;
		if (!gives_away(c, n, sum, f != NULL ? f->value : sum + 1))
			return true;
		if (f == NULL)
			return false;
		f->hidden = COMPLEMENT;
		sum += f->value;
	}
}

/* One hidden cell alone is the total less the others. */
static bool
accompany(const struct column *c)
{
	struct figure *f;
	size_t i, hidden = 0;

	for (i = 0; i < c->d->key_count; i++)
		hidden += cell(c, i)->hidden != SHOWN;
	if (hidden != 1)
		return true;
	f = next_complement(c);
	if (f == NULL)
		return false;
	f->hidden = COMPLEMENT;
	return true;
}

/* Who knows his own part learns nothing either. */
static bool
guard(struct arena *a, const struct column *c, const struct limits *l)
{
	struct figure *f;

	if (c->d->of_quarters)
		return true;
	while (insider_learns(a, c->d, c->measure, l, c->few == 0)) {
		f = next_complement(c);
		if (f == NULL || f->value == 0)
			return false;
		f->hidden = COMPLEMENT;
	}
	return true;
}

static void
hide(struct column *c, const struct limits *l)
{
	struct figure *f;
	size_t i;

	c->small = c->sum = 0;
	c->few = 0;
	for (i = 0; i < c->d->key_count; i++) {
		f = cell(c, i);
		if (f->hidden != SHOWN || f->open || f->value <= 0)
			continue;
		if (limits_small(l, f->value)) {
			c->small++;
			c->sum += f->value;
		} else if (!c->d->of_quarters && limits_few(l, &f->givers))
			c->few++;
		else
			continue;
		f->hidden = SMALL_CELL;
	}
}

/* A cell that few gave bears the same mark as a small one and may be large:
 * beside it nobody takes the marked for small, and the guard alone asks. */
bool
suppress(struct arena *a, struct dataset *d, const struct limits *l)
{
	struct column c = { .d = d, .min = l->min };
	bool enough = true;

	for (c.measure = 0; c.measure < d->measure_count; c.measure++) {
		hide(&c, l);
		if (c.small > 0 && c.few == 0)
			enough &= complement(&c);
		enough &= accompany(&c);
		enough &= guard(a, &c, l);
	}
	return enough;
}
