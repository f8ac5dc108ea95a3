#include "batch/disclose/year.h"
#include "batch/disclose/change.h"
#include "batch/disclose/hiding.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/past.h"
#include "batch/disclose/revise.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

void
year_hide(struct figures *f, struct dataset *d, const struct quarters *y)
{
	const struct dataset *q;
	size_t i;

	for (i = 0; i < y->count; i++) {
		q = dataset_find(&y->q[i].sets, d->id);
		if (q != NULL)
			hiding_as_in(f->arena, d, q,
			    arena_printf(
				f->arena, WHY_QUARTER, y->q[i].period.id));
	}
}

/* Every cell of the quarters as they tell it. */
static void
add_up(struct figures *f, struct dataset *d, const struct quarters *y)
{
	const struct dataset *q;
	size_t i, k;

	if (d->n >= 0)
		d->n = 0;
	for (k = 0; k < d->key_count; k++) {
		d->figures[k].value = 0;
		d->figures[k].givers = (struct givers){ 0 };
	}
	for (i = 0; i < y->count; i++) {
		q = dataset_find(&y->q[i].sets, d->id);
		if (d->n >= 0)
			d->n += q->n;
		for (k = 0; k < q->key_count; k++)
			dataset_place(f->arena, d, &q->keys[k])->value +=
			    q->figures[k].value;
	}
}

/* What the quarters told last, summed, and what that sums to; NULL: one of
 * them told nothing.  Cells that one of them hid are hidden. */
static struct dataset *
told_by_quarters(const struct figures *f, const struct dataset *d,
    const struct quarters *y, int64_t *then)
{
	struct dataset *sum = dataset_like(f->arena, d);
	const struct ledger_report *last;
	const struct dataset *told;
	struct figure *g;
	size_t i, k;

	for (*then = 0, i = 0; i < y->count; i++) {
		last = ledger_last(f->ledger, y->q[i].period.id);
		told = ledger_set(last, d->id);
		if (told == NULL)
			return NULL;
		*then += ledger_then(f->ledger, last, told);
		sum->withheld |= told->withheld;
		for (k = 0; k < told->key_count; k++) {
			g = dataset_place(f->arena, sum, &told->keys[k]);
			g->value += told->figures[k].value;
			if (told->figures[k].hidden != SHOWN)
				g->hidden = COMPLEMENT;
		}
	}
	return sum;
}

/* The same as it was counted, for who gave it. */
static const struct dataset *
counted_by_quarters(
    const struct figures *f, const struct dataset *d, const struct quarters *y)
{
	struct dataset *sum = dataset_like(f->arena, d);
	const struct ledger_report *last;
	const struct dataset *then;
	struct figure *g;
	size_t i, k;

	for (i = 0; i < y->count; i++) {
		last = ledger_last(f->ledger, y->q[i].period.id);
		last = ledger_from(f->ledger, last, ledger_set(last, d->id));
		then = past_set(f, last, d->id);
		for (k = 0; then != NULL && k < then->key_count; k++) {
			g = dataset_place(f->arena, sum, &then->keys[k]);
			g->value += then->figures[k].value;
			givers_join(
			    f->arena, &g->givers, &then->figures[k].givers);
		}
	}
	return sum;
}

/* Whether a year would tell a change of its quarters that must not be told. */
static bool
tells_change(
    const struct figures *f, const struct dataset *d, const struct quarters *y)
{
	struct limits l = limits_of(&f->hub->settings, d->dominance);
	const struct dataset *told;
	int64_t then;

	told = told_by_quarters(f, d, y, &then);
	if (told == NULL)
		return false;
	return revise_is_few(told, then, d, dataset_total(d), l.min) ||
	       (!d->of_quarters && change_in_set(f->arena, told,
				       counted_by_quarters(f, d, y), d, &l));
}

static void
carry_quarters(struct dataset *d, struct quarters *y)
{
	const struct ledger_report *last;
	const struct dataset *told;
	struct figures *q;
	size_t i;

	for (i = 0; i < y->count; i++) {
		q = &y->q[i];
		last = ledger_last(q->ledger, q->period.id);
		told = ledger_set(last, d->id);
		revise_carry(q, dataset_find(&q->sets, d->id), last, told,
		    ledger_then(q->ledger, last, told));
	}
}

/*
 * A year beside quarters that keep what they told must not tell the
 * difference; nor one that is small because much changed in two of them.
 */
void
year_follow(struct figures *f, struct dataset *d, struct quarters *y)
{
	const struct dataset *q;
	bool carried = false;
	size_t i;

	if (y->count == 0 || d->distinct)
		return;
	for (i = 0; i < y->count; i++) {
		q = dataset_find(&y->q[i].sets, d->id);
		if (q == NULL)
			return;
		carried |= q->as_edition > 0;
	}
	d->of_quarters = carried;
	if (carried)
		add_up(f, d, y);
	if (tells_change(f, d, y)) {
		carry_quarters(d, y);
		add_up(f, d, y);
		d->of_quarters = true;
	}
}
