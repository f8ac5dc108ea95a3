#include <string.h>

#include "batch/figures.h"
#include "batch/hub.h"

static int
compare(const struct dataset *d, size_t a, size_t b)
{
	const struct figure *x = &d->figures[a], *y = &d->figures[b];
	const char *ka = d->keys[a].key, *kb = d->keys[b].key;
	bool ua = strcmp(ka, "unknown") == 0, ub = strcmp(kb, "unknown") == 0;

	if (ua != ub)
		return ua ? 1 : -1;
	if ((x->hidden == SHOWN) != (y->hidden == SHOWN))
		return x->hidden == SHOWN ? -1 : 1;
	if (x->hidden == SHOWN && x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return strcmp(ka, kb);
}

/* Largest first, then what is hidden, by key: its place must not tell its
 * size; the unknown last.  Sets with one measure. */
static void
rank(struct dataset *d)
{
	struct category c;
	struct figure g;
	size_t i, k;

	for (i = 1; i < d->key_count; i++)
		for (k = i; k > 0 && compare(d, k - 1, k) > 0; k--) {
			c = d->keys[k];
			d->keys[k] = d->keys[k - 1];
			d->keys[k - 1] = c;
			g = d->figures[k];
			d->figures[k] = d->figures[k - 1];
			d->figures[k - 1] = g;
		}
}

/* Of equal cells the first goes: in an order that all can see. */
static void
hide(struct figures *f, struct dataset *d)
{
	if (d->ranked)
		rank(d);
	suppress(d, f->hub->settings.min_cell);
	if (d->ranked)
		rank(d);
}

static struct dataset *
same_set(const struct figures *f, const struct dataset *d)
{
	size_t i;

	for (i = 0; i < f->set_count; i++)
		if (strcmp(f->sets[i].id, d->id) == 0)
			return &f->sets[i];
	return NULL;
}

static void
hide_key(struct dataset *d, const char *key, size_t measure)
{
	size_t i;

	for (i = 0; i < d->key_count; i++)
		if (strcmp(d->keys[i].key, key) == 0)
			d->figures[i * d->measure_count + measure].hidden =
			    COMPLEMENT;
}

static void
hide_as_in(struct dataset *year, const struct dataset *quarter)
{
	size_t i, m;

	for (i = 0; i < quarter->key_count; i++)
		for (m = 0; m < quarter->measure_count; m++)
			if (figures_at(quarter, i, m)->hidden != SHOWN)
				hide_key(year, quarter->keys[i].key, m);
}

/*
 * A year less three of its quarters is the fourth: what the report of a
 * quarter hides, its year hides as well.  Then the year is made only of cells
 * that its quarters show, and tells nothing more.
 */
static void
hide_quarters(struct figures *f)
{
	struct figures q;
	struct dataset *d;
	struct period last;
	size_t k;
	int i;

	period_last_quarter(&f->period, &last);
	for (i = 0; i < 4; i++) {
		q = *f;
		q.sets = NULL;
		q.set_count = 0;
		period_step(&last, i, &q.period);
		figures_classes(&q);
		figures_annex(&q);
		for (k = 0; k < q.set_count; k++) {
			hide(f, &q.sets[k]);
			d = same_set(f, &q.sets[k]);
			if (d != NULL)
				hide_as_in(d, &q.sets[k]);
		}
	}
}

void
figures_disclose(struct figures *f)
{
	size_t i;

	if (f->period.year)
		hide_quarters(f);
	for (i = 0; i < f->set_count; i++)
		if (f->sets[i].breakdown)
			hide(f, &f->sets[i]);
}
