#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/revise.h"
#include "formats/base/mem.h"

static const struct figure *
find(const struct dataset *d, const char *key, const char *measure)
{
	size_t i, m;

	for (i = 0; i < d->key_count; i++)
		for (m = 0; m < d->measure_count; m++)
			if (strcmp(d->keys[i].key, key) == 0 &&
			    strcmp(d->measures[m].id, measure) == 0)
				return figures_at(d, i, m);
	return NULL;
}

/* Breakdowns have one measure.  What is not listed is zero. */
static int64_t
value_of(const struct dataset *d, const char *key)
{
	const struct figure *g = find(d, key, d->measures[0].id);

	return g == NULL ? 0 : g->value;
}

static bool
fits(const struct figure *told, int64_t value, int64_t min)
{
	switch (told->hidden) {
	case SHOWN:
		return told->value == value;
	case SMALL_CELL:
		return value > 0 && value < min;
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
		if (!fits(&told->figures[i], value_of(now, told->keys[i].key),
			min))
			return false;
	for (i = 0; i < now->key_count; i++)
		if (now->figures[i].value > 0 &&
		    find(told, now->keys[i].key, told->measures[0].id) == NULL)
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
		if (find(told, now->keys[i].key, told->measures[0].id) ==
			NULL &&
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
		v = value_of(now, told->keys[i].key);
		hidden -= g->value;
		hidden_now -= v;
		g = find(now, told->keys[i].key, now->measures[0].id);
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
		g = find(now, told->keys[i].key, now->measures[0].id);
		if (told->figures[i].hidden == SHOWN && (g == NULL || !g->open))
			return true;
	}
	return false;
}

static void
hide(struct figure *g, enum hidden mark)
{
	g->hidden = mark;
	g->why = "ledger: hidden as it was told";
}

/* What the hidden cells are is not known, only their sum: it stands in one of
 * them. */
static void
take(struct figures *f, struct dataset *d, const struct dataset *told,
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
		g = figures_key(f, d, k->key, k->group, k->ja, k->en);
		*g = told->figures[i];
		g->was = NULL;
		if (g->hidden != SHOWN)
			hide(g, g->hidden);
		open = find(&before, k->key, before.measures[0].id);
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
		take(f, d, told, told_total);
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
		g = told == NULL ? NULL : find(told, k->key, measure);
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
	if (strncmp(d->id, "observations", 12) == 0)
		return false;
	if (strcmp(d->id, "consultations") != 0)
		return true;
	for (i = 0; told != NULL && i < told->key_count; i++)
		if (strcmp(told->keys[i].key, k->key) == 0)
			return strcmp(told->keys[i].ja, k->ja) == 0;
	return false;
}

void
revise_mark(struct figures *f)
{
	const struct figure_before *b;
	struct dataset *d;
	struct figure *g;
	size_t i, k, m;

	for (i = 0; i < f->set_count; i++) {
		d = &f->sets[i];
		for (k = 0; k < d->key_count; k++)
			for (m = 0; m < d->measure_count; m++) {
				g = &d->figures[k * d->measure_count + m];
				g->was = NULL;
				if (g->hidden != SHOWN || g->text != NULL ||
				    !same_meaning(f, d, &d->keys[k]))
					continue;
				b = before(
				    f, d, &d->keys[k], d->measures[m].id);
				if (b != NULL && b->value != g->value)
					g->was = b;
			}
	}
}
