#include <string.h>

#include "batch/count/figures.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/remainder.h"
#include "formats/base/mem.h"

#define OTHERS (YEAR_QUARTERS - 1)

/* A year and the three of its quarters that were told before it. */
struct rest {
	const struct ledger_report *year, *quarters[OTHERS];
};

/* The last one about a period among the first reports; place: its own. */
static const struct ledger_report *
last_among(
    const struct ledger *l, const char *period, size_t first, size_t *place)
{
	const struct ledger_report *r, *last = NULL;
	size_t i;

	for (i = 0; i < first && (r = ledger_at(l, i)) != NULL; i++)
		if (strcmp(r->period, period) == 0) {
			last = r;
			*place = i;
		}
	return last;
}

static bool
find_rest(const struct figures *f, struct rest *rest)
{
	struct period year, last, q;
	size_t place = 0, n = 0, other;
	int i;

	if (f->period.year)
		return false;
	period_year_of(&f->period, &year);
	rest->year = last_among(f->ledger, year.id, SIZE_MAX, &place);
	period_last_quarter(&year, &last);
	for (i = 0; i < YEAR_QUARTERS; i++) {
		period_step(&last, i, &q);
		if (strcmp(q.id, f->period.id) == 0)
			continue;
		rest->quarters[n] = last_among(f->ledger, q.id, place, &other);
		if (rest->quarters[n++] == NULL)
			return false;
	}
	return rest->year != NULL;
}

/* Whether a quarter shows a cell, also as a zero that it does not list. */
static bool
shows(const struct dataset *d, const char *key)
{
	const struct figure *g = dataset_figure(d, key, NULL);

	return g == NULL ? !d->withheld : g->hidden == SHOWN;
}

static void
subtract(struct dataset *left, const struct dataset *quarter)
{
	struct figure *g;
	size_t k;

	for (k = 0; k < left->key_count; k++) {
		g = &left->figures[k];
		if (!shows(quarter, left->keys[k].key))
			g->hidden = COMPLEMENT;
		g->value -= dataset_value(quarter, left->keys[k].key, NULL);
	}
}

static struct dataset *
copy(struct arena *a, const struct dataset *d)
{
	struct dataset *new = arena_alloc(a, sizeof(*new));
	size_t k;

	*new = *d;
	new->figures =
	    arena_alloc(a, (d->key_count + 1) * sizeof(*new->figures));
	for (k = 0; k < d->key_count; k++)
		new->figures[k] = d->figures[k];
	return new;
}

const struct dataset *
remainder_of(const struct figures *f, const struct dataset *d, int64_t *total)
{
	const struct dataset *year, *q;
	struct dataset *left;
	struct rest rest;
	size_t i;

	if (!find_rest(f, &rest))
		return NULL;
	year = ledger_set(rest.year, d->id);
	if (year == NULL || year->withheld)
		return NULL;
	left = copy(f->arena, year);
	*total = ledger_total(rest.year, year);
	for (i = 0; i < OTHERS; i++) {
		q = ledger_set(rest.quarters[i], d->id);
		if (q == NULL)
			return NULL;
		*total -= ledger_total(rest.quarters[i], q);
		subtract(left, q);
	}
	return left;
}
