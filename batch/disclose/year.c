#include <string.h>

#include "batch/disclose/disclose.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/revise.h"
#include "batch/store/hub.h"

/* Every cell of the quarters as they tell it. */
static void
add_up(struct figures *f, struct dataset *d, const struct quarters *y)
{
	const struct dataset *q;
	struct figure *g;
	size_t i, k;

	if (d->n >= 0)
		d->n = 0;
	for (k = 0; k < d->key_count; k++)
		d->figures[k].value = 0;
	for (i = 0; i < y->count; i++) {
		q = disclose_same(&y->q[i], d);
		if (d->n >= 0)
			d->n += q->n;
		for (k = 0; k < q->key_count; k++) {
			g = disclose_place(f, d, &q->keys[k]);
			g->value += q->figures[k].value;
		}
	}
}

/* What the quarters told last, summed, and what that sums to; NULL: one of
 * them told nothing.  Cells that one of them hid are hidden. */
static struct dataset *
told_by_quarters(struct figures *f, const struct dataset *d,
    const struct quarters *y, int64_t *then)
{
	struct figures scratch = *f;
	const struct ledger_report *last;
	const struct dataset *told;
	struct dataset *sum;
	struct figure *g;
	size_t i, k;

	scratch.sets = NULL;
	scratch.set_count = 0;
	sum = figures_set(&scratch, d->id, d->unit, d->ja, d->en, d->measures,
	    d->measure_count);
	for (*then = 0, i = 0; i < y->count; i++) {
		last = ledger_last(f->ledger, y->q[i].period.id);
		told = ledger_set(last, d->id);
		if (told == NULL)
			return NULL;
		*then += disclose_then(f, last, told);
		sum->withheld |= told->withheld;
		for (k = 0; k < told->key_count; k++) {
			g = disclose_place(&scratch, sum, &told->keys[k]);
			g->value += told->figures[k].value;
			if (told->figures[k].hidden != SHOWN)
				g->hidden = COMPLEMENT;
		}
	}
	return sum;
}

static void
carry_quarters(struct dataset *d, struct quarters *y)
{
	const struct ledger_report *last;
	const struct dataset *told;
	size_t i;

	for (i = 0; i < y->count; i++) {
		last = ledger_last(y->q[i].ledger, y->q[i].period.id);
		told = ledger_set(last, d->id);
		revise_carry(&y->q[i], disclose_same(&y->q[i], d), last, told,
		    disclose_then(&y->q[i], last, told));
	}
}

/*
 * A year beside quarters that keep what they told must not tell the
 * difference; nor one that is small because much changed in two of them.
 * Destinations are distinct in the year: they add up to nothing.
 */
void
disclose_follow(struct figures *f, struct dataset *d, struct quarters *y)
{
	const struct dataset *q, *told;
	bool carried = false;
	int64_t then;
	size_t i;

	if (y->count == 0 || strcmp(d->id, "c2-region") == 0)
		return;
	for (i = 0; i < y->count; i++) {
		q = disclose_same(&y->q[i], d);
		if (q == NULL)
			return;
		carried |= q->as_edition > 0;
	}
	if (carried)
		add_up(f, d, y);
	told = told_by_quarters(f, d, y, &then);
	if (told != NULL && revise_is_few(told, then, d, disclose_total(d),
				f->hub->settings.min_cell)) {
		carry_quarters(d, y);
		add_up(f, d, y);
		carried = true;
	}
	d->of_quarters = carried;
}
