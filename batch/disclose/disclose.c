/*
 * Each breakdown is first hidden for itself and beside its quarters, as if the
 * hub had told nothing of it yet.  Then it is laid beside what was told, and
 * decide() says which of five ways it goes.  All that follows from a decision
 * stands in tell(); nothing is hidden anywhere else.
 *
 * For a year its four quarters are counted and go through the same decisions
 * in a copy of their own, so that the year follows what their reports tell or,
 * where they have none, would tell now.
 */
#include "batch/disclose/disclose.h"
#include "batch/count/count.h"
#include "batch/count/figures.h"
#include "batch/disclose/editions.h"
#include "batch/disclose/hiding.h"
#include "batch/disclose/lastyear.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/past.h"
#include "batch/disclose/rank.h"
#include "batch/disclose/remainder.h"
#include "batch/disclose/revise.h"
#include "batch/disclose/year.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

enum telling {
	TELL_FIRST,   /* nothing that was told binds it */
	TELL_AGAIN,   /* what was told holds: the same marks */
	TELL_CARRIED, /* so little changed that it stands as it was told */
	TELL_NOTHING, /* an edition before told nothing of it */
	TELL_ANEW,    /* enough changed; what was hidden stays hidden */
};

static void
hide_small(struct figures *f, struct dataset *d)
{
	struct limits l = limits_of(&f->hub->settings, d->dominance);

	hiding_small(f->arena, d, &l);
}

/* Counted now, without a look at editions before. */
static void
hide_for_itself(struct figures *f, struct dataset *d, const struct quarters *y)
{
	hiding_none(d);
	year_hide(f, d, y);
	hide_small(f, d);
}

/* The first report of a quarter whose year was told before it: what little
 * changed since could be read off. */
static void
hide_beside_year(struct figures *f, struct dataset *d, const struct quarters *y)
{
	unsigned min = f->hub->settings.min_cell;
	const struct dataset *told;
	int64_t then;

	if (y->count > 0 || d->distinct)
		return;
	told = remainder_of(f, d, &then);
	if (told != NULL && !d->withheld &&
	    revise_is_few(told, then, d, dataset_total(d), min))
		hiding_all(d, min, WHY_YEAR);
}

/* told: by the last edition of this report, or NULL.  A higher threshold than
 * today's binds no more: hub.conf says what is small. */
static enum telling
decide(const struct figures *f, const struct dataset *d,
    const struct ledger_report *last, const struct dataset *told)
{
	unsigned min = f->hub->settings.min_cell;

	if (told == NULL || (told->n < 0 && told->key_count == 0) ||
	    last->min_cell > min)
		return TELL_FIRST;
	if (last->min_cell == min && revise_holds(told, d, (int64_t)min))
		return TELL_AGAIN;
	if (editions_few_since(f, d))
		return TELL_CARRIED;
	if (editions_withheld(f, d))
		return TELL_NOTHING;
	return TELL_ANEW;
}

/* As it was told, to the mark. */
static void
hide_again(struct figures *f, struct dataset *d, const struct dataset *told)
{
	struct figure *g;
	size_t i;

	if (told->withheld)
		return;
	hiding_none(d);
	for (i = 0; i < told->key_count; i++) {
		g = dataset_place(f->arena, d, &told->keys[i]);
		g->hidden = told->figures[i].hidden;
		if (g->hidden != SHOWN)
			g->why = WHY_LAST;
	}
	rank(d);
}

static void
hide_anew(struct figures *f, struct dataset *d, const struct quarters *y)
{
	if (d->withheld)
		return;
	hiding_none(d);
	editions_hide(f, d);
	year_hide(f, d, y);
	hide_small(f, d);
}

static void
tell(struct figures *f, struct dataset *d, const struct quarters *y)
{
	const struct ledger_report *last = ledger_last(f->ledger, f->name);
	const struct dataset *told = ledger_set(last, d->id);

	hide_for_itself(f, d, y);
	if (told == NULL)
		hide_beside_year(f, d, y);
	switch (decide(f, d, last, told)) {
	case TELL_FIRST:
		break;
	case TELL_AGAIN:
		hide_again(f, d, told);
		break;
	case TELL_CARRIED:
		revise_carry(
		    f, d, last, told, ledger_then(f->ledger, last, told));
		break;
	case TELL_NOTHING:
		hiding_none(d);
		hiding_all(d, f->hub->settings.min_cell, WHY_WITHHELD);
		break;
	case TELL_ANEW:
		hide_anew(f, d, y);
		break;
	}
}

static void
read_quarters(struct figures *f, struct quarters *y)
{
	static const struct quarters none;
	struct period last;
	struct figures *q;
	size_t k;

	period_last_quarter(&f->period, &last);
	for (y->count = 0; y->count < YEAR_QUARTERS; y->count++) {
		q = &y->q[y->count];
		*q = *f;
		q->sets = (struct datasets){ .arena = f->arena };
		period_step(&last, (int)y->count, &q->period);
		q->name = q->period.id;
		count_breakdowns(q);
		for (k = 0; k < q->sets.count; k++)
			tell(q, &q->sets.list[k], &none);
	}
}

/* A table of one row, which says that there is nothing to be seen.  Its mark
 * says no more than n does, which stands beside it: that all of it is small, or
 * that some of it is. */
static void
fold(struct figures *f, struct dataset *d)
{
	const char *why = d->key_count > 0 ? d->figures[0].why : WHY_AS_TOLD;
	struct figure *g;

	d->folded = d->keys;
	d->folded_count = d->key_count;
	d->keys = NULL;
	d->figures = NULL;
	d->key_count = 0;
	g = dataset_key(f->arena, d, DATASET_WITHHELD, NULL,
	    label_say(SAY_DATASET_WITHHELD));
	g->hidden =
	    d->n < (int64_t)f->hub->settings.min_cell ? SMALL_CELL : COMPLEMENT;
	g->why = why;
}

void
disclose(struct figures *f)
{
	struct quarters y = { .count = 0 };
	struct dataset *d;
	size_t i;

	f->pasts = pasts_new(f);
	if (f->period.year)
		read_quarters(f, &y);
	for (i = 0; i < f->sets.count; i++) {
		d = &f->sets.list[i];
		if (!d->breakdown)
			continue;
		year_follow(f, d, &y);
		tell(f, d, &y);
		if (d->withheld && d->ranked)
			fold(f, d);
	}
	lastyear_add(f);
}
