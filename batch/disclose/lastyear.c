#include <stdlib.h>

#include "batch/count/figures.h"
#include "batch/disclose/lastyear.h"
#include "batch/disclose/ledger.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* The same cells with the same marks; what they were before that is past. */
static void
add_told(struct figures *f, const char *id, const char *year,
    const struct dataset *told)
{
	struct dataset *d;
	enum lang l;
	size_t i;

	d = arena_push(f->arena, &f->sets.list, &f->sets.count, sizeof(*d));
	*d = *told;
	d->id = arena_printf(f->arena, "%s" LASTYEAR_BEFORE, id);
	d->as_edition = 0;
	d->as_day = NULL;
	for (l = 0; l < LANGS; l++)
		d->title.in[l] = say_of(f->arena, SAY_DATASET_BEFORE, l,
		    "title", told->title.in[l], "year", year, NULL);
	for (i = 0; i < d->key_count * d->measure_count; i++)
		d->figures[i].was = NULL;
}

void
lastyear_add(struct figures *f)
{
	static const char *const ids[] = { "source-region", "c2-region",
		"mail-kind", "attachment-kind" };
	const struct ledger_report *last;
	const struct dataset *told;
	struct period before;
	size_t i;

	if (!f->period.year)
		return;
	period_fiscal(atoi(f->period.id + 2) - 1, &before);
	last = ledger_last(f->ledger, before.id);
	if (last == NULL || last->min_cell < f->hub->settings.min_cell)
		return;
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		told = ledger_set(last, ids[i]);
		if (told != NULL && told->key_count > 0 && !told->withheld)
			add_told(f, ids[i],
			    arena_strdup(f->arena, before.id + 2), told);
	}
}
