/*
 * Of one hidden cell he may know how much others gave, if that is nothing, or
 * is not small and comes of two of them; else he must be left with two values.
 * Of one that is not small he must take it for possible, too, where the p %
 * rule holds, that the largest of the others gave p percent more than it did.
 * All that is hidden is told as one sum: it must itself be what may be told.
 */
#include <string.h>

#include "batch/count/dataset.h"
#include "batch/disclose/insider.h"
#include "batch/disclose/limits.h"

struct insider {
	const struct dataset *d;
	size_t measure;
	const struct limits *limits;
	const char *who; /* NULL: nobody */
	int64_t sum;	 /* of what is hidden */
	int64_t room;	 /* the same, less the least he knows of it */
	int64_t most;	 /* the sum of the most that they may be */
};

static const struct figure *
cell(const struct insider *r, size_t key)
{
	return dataset_at(r->d, key, r->measure);
}

/* What everybody sees by the mark. */
static int64_t
least_by_mark(const struct insider *r, const struct figure *g)
{
	return g->hidden == SMALL_CELL ? 1 : r->limits->min;
}

/* What he knows of it: it holds his own part, and a complement those of others,
 * too. */
static int64_t
least(const struct insider *r, const struct figure *g)
{
	int64_t own = givers_part(&g->givers, r->who);
	int64_t mark = least_by_mark(r, g);

	if (own > 0 && g->hidden != SMALL_CELL)
		own += (int64_t)r->limits->organisations - 1;
	return own > mark ? own : mark;
}

/* By how much a cell may be less, for all he knows. */
static int64_t
room_in(const struct insider *r, const struct figure *g)
{
	return g->value > least(r, g) ? g->value - least(r, g) : 0;
}

/* The smallest were hidden, and of equal ones the first: none that is shown is
 * less than a complement. */
static int64_t
cap(const struct insider *r, size_t key)
{
	int64_t least = INT64_MAX, n;
	const struct figure *g;
	size_t i;

	for (i = 0; i < r->d->key_count; i++) {
		g = cell(r, i);
		if (g->hidden != SHOWN || g->open || g->value == 0)
			continue;
		n = g->value - (i < key);
		if (n < least)
			least = n;
	}
	return least;
}

static int64_t
most(const struct insider *r, size_t key)
{
	const struct figure *g = cell(r, key);
	int64_t up = least(r, g) + r->room, bound;

	if (g->hidden != COMPLEMENT)
		return up;
	bound = cap(r, key);
	return g->value <= bound && bound < up ? bound : up;
}

static bool
knows_more(const struct insider *r)
{
	const struct figure *g;
	size_t i;

	for (i = 0; i < r->d->key_count; i++) {
		g = cell(r, i);
		if (g->hidden != SHOWN && least(r, g) > least_by_mark(r, g))
			return true;
	}
	return false;
}

/* How many others gave of a cell, and the most of them. */
static size_t
others(const struct insider *r, const struct figure *g, int64_t *largest)
{
	const struct giver *x;
	size_t i, n = 0;

	for (*largest = 0, i = 0; i < g->givers.count; i++) {
		x = &g->givers.list[i];
		if (x->n == 0 ||
		    (r->who != NULL && strcmp(x->organisation, r->who) == 0))
			continue;
		n++;
		if (x->n > *largest)
			*largest = x->n;
	}
	return n;
}

/* Between the least and the most that the cell may be, beside the others. */
static bool
learns_cell(const struct insider *r, size_t key)
{
	const struct figure *g = cell(r, key);
	int64_t own = givers_part(&g->givers, r->who), largest;
	int64_t up = most(r, key), low = r->sum - (r->most - up);
	bool small = limits_small(r->limits, g->value);
	size_t n = others(r, g, &largest);

	if (g->value <= own)
		return false;
	if (low < least(r, g))
		low = least(r, g);
	if (up <= low && (small || n < 2))
		return true;
	return !small && r->limits->percent > 0 &&
	       100 * (up - own) < (100 + (int64_t)r->limits->percent) * largest;
}

/* What he knows of all that is hidden together. */
static void
put_together(struct insider *r)
{
	size_t i;

	r->room = r->most = 0;
	for (i = 0; i < r->d->key_count; i++)
		if (cell(r, i)->hidden != SHOWN)
			r->room += room_in(r, cell(r, i));
	for (i = 0; i < r->d->key_count; i++)
		if (cell(r, i)->hidden != SHOWN)
			r->most += most(r, i);
}

static bool
learns(struct insider *r, const struct giver *who, bool plain)
{
	size_t i;

	r->who = who == NULL ? NULL : who->organisation;
	if (plain && !knows_more(r))
		return false;
	if (who != NULL && limits_small(r->limits, r->sum - who->n))
		return true;
	put_together(r);
	for (i = 0; i < r->d->key_count; i++)
		if (cell(r, i)->hidden != SHOWN && learns_cell(r, i))
			return true;
	return false;
}

static void
look(struct arena *a, struct insider *r, struct givers *all)
{
	const struct figure *g;
	size_t i;

	for (i = 0; i < r->d->key_count; i++) {
		g = cell(r, i);
		if (g->hidden == SHOWN)
			continue;
		r->sum += g->value;
		givers_join(a, all, &g->givers);
	}
}

bool
insider_learns(struct arena *a, const struct dataset *d, size_t measure,
    const struct limits *l, bool plain)
{
	struct insider r = { .d = d, .measure = measure, .limits = l };
	struct givers all = { .count = 0 };
	size_t i;

	look(a, &r, &all);
	if (r.sum == 0)
		return false;
	if (limits_hide(l, r.sum, &all) || learns(&r, NULL, plain))
		return true;
	for (i = 0; i < all.count; i++)
		if (learns(&r, &all.list[i], plain))
			return true;
	return false;
}
