/*
 * Of a set that was told the ledger knows the cells that were shown, and the
 * sum of the others.  So two tellings can be compared in three ways: a cell
 * that both show, the sum of what the first one hid, and the total.  A small
 * difference in any of them is a small number about what happened in between.
 * What is carried over is told again as it was: its hidden cells are unknown,
 * so their sum is kept in one of them and counts for the totals alone.
 */
#include <stdlib.h>
#include <string.h>

#include "batch/count/cases.h"
#include "batch/count/figures.h"
#include "batch/disclose/hiding.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/revise.h"
#include "formats/base/mem.h"

/* Whether a cell that was told is told the same way as it is now; NULL: it is
 * nothing. */
static bool
fits(const struct figure *told, const struct figure *now, int64_t min)
{
	int64_t value = now == NULL ? 0 : now->value;

	switch (told->hidden) {
	case SHOWN:
		return told->value == value;
	case SMALL_CELL:
		return value > 0 && (value < min || now->hidden == SMALL_CELL);
	default:
		return true;
	}
}

bool
revise_holds(const struct dataset *told, const struct dataset *now, int64_t min)
{
	size_t i;

	if (told->n != now->n || told->as_edition > 0)
		return false;
	if (told->withheld || (now->withheld && now->ranked))
		return told->withheld && now->withheld;
	for (i = 0; i < told->key_count; i++)
		if (!fits(&told->figures[i],
			dataset_figure(now, told->keys[i].key, NULL), min))
			return false;
	for (i = 0; i < now->key_count; i++)
		if (now->figures[i].value > 0 &&
		    dataset_figure(told, now->keys[i].key, NULL) == NULL)
			return false;
	return true;
}

static bool
is_few(int64_t difference, int64_t min)
{
	return difference != 0 && llabs(difference) < min;
}

/* Where the keys of one are not listed in the other. */
static bool
few_unlisted(const struct dataset *told, const struct dataset *now, int64_t min)
{
	size_t i;

	for (i = 0; i < now->key_count; i++)
		if (dataset_figure(told, now->keys[i].key, NULL) == NULL &&
		    is_few(now->figures[i].value, min))
			return true;
	return false;
}

bool
revise_is_few(const struct dataset *told, int64_t told_total,
    const struct dataset *now, int64_t total, int64_t min)
{
	int64_t hidden = told_total, hidden_now = total, v;
	const struct figure *g;
	size_t i;

	if (is_few(total - told_total, min))
		return true;
	if (told->withheld)
		return false;
	for (i = 0; i < told->key_count; i++) {
		g = &told->figures[i];
		if (g->hidden != SHOWN)
			continue;
		v = dataset_value(now, told->keys[i].key, NULL);
		hidden -= g->value;
		hidden_now -= v;
		g = dataset_figure(now, told->keys[i].key, NULL);
		if ((g == NULL || !g->open) &&
		    is_few(v - told->figures[i].value, min))
			return true;
	}
	return is_few(hidden_now - hidden, min) || few_unlisted(told, now, min);
}

bool
revise_was_told(const struct dataset *told, const struct dataset *now)
{
	const struct figure *g;
	size_t i;

	for (i = 0; !told->withheld && i < told->key_count; i++) {
		g = dataset_figure(now, told->keys[i].key, NULL);
		if (told->figures[i].hidden == SHOWN && (g == NULL || !g->open))
			return true;
	}
	return false;
}

static void
hide(struct figure *g, enum hidden mark)
{
	g->hidden = mark;
	g->why = WHY_AS_TOLD;
}

/* What the hidden cells are is not known, only their sum: it stands in one of
 * them. */
static void
take_over(struct figures *f, struct dataset *d, const struct dataset *told,
    int64_t rest)
{
	struct dataset before = *d;
	const struct figure *open;
	const struct category *k;
	struct figure *g;
	size_t i;

	d->keys = NULL;
	d->figures = NULL;
	d->key_count = 0;
	for (i = 0; i < told->key_count; i++) {
		k = &told->keys[i];
		g = dataset_key(f->arena, d, k->key, k->group, k->name);
		*g = told->figures[i];
		g->was = NULL;
		if (g->hidden != SHOWN)
			hide(g, g->hidden);
		open = dataset_figure(&before, k->key, NULL);
		g->open = open != NULL && open->open;
		if (g->hidden == SHOWN)
			rest -= g->value;
	}
	for (i = 0; i < d->key_count; i++)
		if (d->figures[i].hidden != SHOWN) {
			d->figures[i].value = rest;
			break;
		}
}

void
revise_carry(struct figures *f, struct dataset *d,
    const struct ledger_report *from, const struct dataset *told,
    int64_t told_total)
{
	size_t i;

	if (told->withheld) {
		d->withheld = true;
		for (i = 0; i < d->key_count; i++)
			hide(&d->figures[i], told->figures[0].hidden);
	} else {
		d->withheld = false;
		take_over(f, d, told, told_total);
	}
	d->n = told->n;
	d->as_edition = told->as_edition > 0 ? told->as_edition : from->edition;
	d->as_day = told->as_edition > 0 ? told->as_day : from->day;
}

/* Sets whose keys are periods, and mean the same in every report. */
static bool
by_period(const char *id)
{
	static const char *const ids[] = { "flow", "targeted", "years" };
	size_t i;

	for (i = 0; i < 3; i++)
		if (strcmp(id, ids[i]) == 0)
			return true;
	return false;
}

/* The last that was told of a figure, in a report or edition before. */
static const struct figure_before *
before(const struct figures *f, const struct dataset *d,
    const struct category *k, const char *measure)
{
	struct figure_before *b = NULL;
	const struct ledger_report *r;
	const struct dataset *told;
	const struct figure *g;
	size_t i;
	bool here;

	for (i = 0; (r = ledger_at(f->ledger, i)) != NULL; i++) {
		here = strcmp(r->period, f->name) == 0;
		if (here ? r->edition >= f->edition : !by_period(d->id))
			continue;
		told = ledger_set(r, d->id);
		g = dataset_figure(told, k->key, measure);
		if (g == NULL || g->hidden != SHOWN || g->text != NULL)
			continue;
		if (b == NULL)
			b = arena_alloc(f->arena, sizeof(*b));
		*b = (struct figure_before){ g->value, r->period, r->day,
			r->edition };
	}
	return b;
}

static bool
same_meaning(
    const struct figures *f, const struct dataset *d, const struct category *k)
{
	const struct ledger_report *r = ledger_last(f->ledger, f->name);
	const struct dataset *told = ledger_set(r, d->id);
	size_t i;

	/* Keys that only number rows. */
	if (is_observations(d))
		return false;
	if (strcmp(d->id, "consultations") != 0)
		return true;
	for (i = 0; told != NULL && i < told->key_count; i++)
		if (strcmp(told->keys[i].key, k->key) == 0)
			return strcmp(told->keys[i].name.in[LANG_JA],
				   k->name.in[LANG_JA]) == 0;
	return false;
}

static void
mark(const struct figures *f, struct dataset *d, size_t key, size_t measure)
{
	struct figure *g = dataset_at(d, key, measure);
	const struct figure_before *b;

	g->was = NULL;
	if (g->hidden != SHOWN || g->text != NULL ||
	    !same_meaning(f, d, &d->keys[key]))
		return;
	b = before(f, d, &d->keys[key], d->measures[measure].id);
	if (b != NULL && b->value != g->value)
		g->was = b;
}

void
revise_mark(struct figures *f)
{
	struct dataset *d;
	size_t i, k, m;

	for (i = 0; i < f->sets.count; i++) {
		d = &f->sets.list[i];
		for (k = 0; k < d->key_count; k++)
			for (m = 0; m < d->measure_count; m++)
				mark(f, d, k, m);
	}
}
