#include "batch/figures.h"

/* One column of a breakdown. */
struct column {
	struct dataset *d;
	size_t measure;
	int64_t min;
};

static struct figure *
cell(const struct column *c, size_t key)
{
	return &c->d->figures[key * c->d->measure_count + c->measure];
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

/*
 * What a reader works out who knows the sum of the hidden cells, that a small
 * one lies in 1..min-1 and a complement is 0 or at least min: whether some
 * small cell has one value only.
 */
static bool
gives_away(const struct column *c)
{
	int64_t sum = 0, low = 0, most = 0;
	size_t i, small = 0, other = 0;

	for (i = 0; i < c->d->key_count; i++) {
		sum += cell(c, i)->hidden == SHOWN ? 0 : cell(c, i)->value;
		small += cell(c, i)->hidden == SMALL_CELL;
		other += cell(c, i)->hidden == COMPLEMENT;
	}
	if (small == 0)
		return false;
	low = (int64_t)small;
	most = (int64_t)small * (c->min - 1);
	if (other > 0)
		return false;
	/* All at their least, or all at their most, or alone. */
	return small == 1 || sum == low || sum == most;
}

void
suppress(struct dataset *d, unsigned min)
{
	struct column c = { d, 0, (int64_t)min };
	struct figure *f;
	size_t i;

	for (c.measure = 0; c.measure < d->measure_count; c.measure++) {
		for (i = 0; i < d->key_count; i++) {
			f = cell(&c, i);
			if (f->hidden == SHOWN && !f->open && f->value > 0 &&
			    f->value < c.min)
				f->hidden = SMALL_CELL;
		}
		while (gives_away(&c) && (f = next_complement(&c)) != NULL)
			f->hidden = COMPLEMENT;
	}
}
