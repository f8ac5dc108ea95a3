#include "batch/disclose/hiding.h"
#include "batch/count/dataset.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/rank.h"
#include "batch/disclose/suppress.h"

void
hiding_none(struct dataset *d)
{
	size_t i;

	for (i = 0; i < d->key_count; i++) {
		d->figures[i].hidden = SHOWN;
		d->figures[i].why = NULL;
	}
	d->withheld = false;
}

/* One that is not listed is zero, and must not be seen to be. */
static void
hide_cell(struct arena *a, struct dataset *d, const struct category *c,
    const char *why)
{
	struct figure *g = dataset_place(a, d, c);

	if (g->open || g->hidden != SHOWN)
		return;
	g->hidden = COMPLEMENT;
	g->why = why;
}

/* A set that tells nothing hides those that are in it; all of one whose cells
 * are not known any more, and zeros, too, where no other set adds to them: that
 * a month of a quarter had none tells what the others had. */
void
hiding_as_in(struct arena *a, struct dataset *d, const struct dataset *told,
    const char *why)
{
	const struct figure *g;
	size_t i;

	for (i = 0; i < told->key_count; i++) {
		g = &told->figures[i];
		if (g->hidden != SHOWN &&
		    (!told->withheld || d->own_cells || g->value > 0))
			hide_cell(a, d, &told->keys[i], why);
	}
}

/* Not even which cells there are is told.  Those of a fixed list all look
 * alike: as small only where their sum says so by itself. */
void
hiding_all(struct dataset *d, int64_t min, const char *why)
{
	enum hidden mark;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < d->key_count; i++)
		if (!d->figures[i].open)
			sum += d->figures[i].value;
	mark = sum < min ? SMALL_CELL : COMPLEMENT;
	for (i = 0; i < d->key_count; i++)
		if (!d->figures[i].open) {
			d->figures[i].hidden = mark;
			d->figures[i].why = why;
		}
	d->withheld = true;
}

/* Among equal cells the first is hidden: rows are in an order that everybody
 * sees, so the choice tells nothing. */
void
hiding_small(struct arena *a, struct dataset *d, const struct limits *l)
{
	struct figure *g;
	size_t i;

	rank(d);
	if (!suppress(a, d, l))
		hiding_all(d, l->min, WHY_NO_OTHER);
	rank(d);
	for (i = 0; i < d->key_count; i++) {
		g = &d->figures[i];
		if (g->hidden == SMALL_CELL && g->why == NULL)
			g->why =
			    limits_small(l, g->value) ? WHY_SMALL : WHY_FEW;
		else if (g->hidden == COMPLEMENT && g->why == NULL)
			g->why = d->n >= 0 ? WHY_N : WHY_TOTAL;
	}
}
