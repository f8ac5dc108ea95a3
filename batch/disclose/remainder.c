#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/revise.h"
#include "formats/base/mem.h"

/* A year and the three of its quarters that were told before it. */
struct rest {
	const struct ledger_report *year, *quarters[3];
};

static const struct ledger_report *
last_before(const struct ledger *l, const char *period, size_t end)
{
	const struct ledger_report *r, *last = NULL;
	size_t i;

	for (i = 0; i < end && (r = ledger_at(l, i)) != NULL; i++)
		if (strcmp(r->period, period) == 0)
			last = r;
	return last;
}

static size_t
place_of_last(const struct ledger *l, const char *period)
{
	const struct ledger_report *r;
	size_t i, place = 0;

	for (i = 0; (r = ledger_at(l, i)) != NULL; i++)
		if (strcmp(r->period, period) == 0)
			place = i;
	return place;
}

static bool
find_rest(const struct figures *f, struct rest *rest)
{
	struct period year, last, q;
	char word[16];
	size_t place, n = 0;
	int i, y = atoi(f->period.id);

	snprintf(word, sizeof(word), "FY%04d",
	    (f->period.id[5] == '1' ? y - 1 : y) % 10000);
	if (f->period.year || !period_parse(word, &year))
		return false;
	rest->year = ledger_last(f->ledger, word);
	place = place_of_last(f->ledger, word);
	period_last_quarter(&year, &last);
	for (i = 0; i < 4; i++) {
		period_step(&last, i, &q);
		if (strcmp(q.id, f->period.id) == 0)
			continue;
		rest->quarters[n] = last_before(f->ledger, q.id, place);
		if (rest->quarters[n++] == NULL)
			return false;
	}
	return rest->year != NULL;
}

/* The cell, or zero where it is not listed; false where it is hidden. */
static bool
shown(const struct dataset *d, const char *key, int64_t *value)
{
	size_t i;

	*value = 0;
	for (i = 0; i < d->key_count; i++)
		if (strcmp(d->keys[i].key, key) == 0) {
			*value = d->figures[i].value;
			return d->figures[i].hidden == SHOWN;
		}
	return !d->withheld;
}

const struct dataset *
remainder_of(struct figures *f, const struct dataset *d, int64_t *total)
{
	const struct dataset *year, *q;
	struct dataset *left;
	struct figure *g;
	struct rest rest;
	int64_t v;
	size_t i, k;

	if (!find_rest(f, &rest))
		return NULL;
	year = ledger_set(rest.year, d->id);
	if (year == NULL || year->withheld)
		return NULL;
	left = arena_alloc(f->arena, sizeof(*left));
	*left = *year;
	left->figures = arena_alloc(
	    f->arena, (left->key_count + 1) * sizeof(*left->figures));
	*total = ledger_total(rest.year, year);
	for (k = 0; k < left->key_count; k++)
		left->figures[k] = year->figures[k];
	for (i = 0; i < 3; i++) {
		q = ledger_set(rest.quarters[i], d->id);
		if (q == NULL)
			return NULL;
		*total -= ledger_total(rest.quarters[i], q);
		for (k = 0; k < left->key_count; k++) {
			g = &left->figures[k];
			if (!shown(q, left->keys[k].key, &v))
				g->hidden = COMPLEMENT;
			g->value -= v;
		}
	}
	return left;
}
