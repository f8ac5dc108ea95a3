#include <string.h>

#include "batch/count/figures.h"
#include "batch/disclose/change.h"
#include "batch/disclose/editions.h"
#include "batch/disclose/hiding.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/past.h"
#include "batch/disclose/revise.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* The set in the next edition that told it; at: where to go on, 0 at first.
 * NULL: no more. */
static const struct dataset *
next_told(const struct figures *f, const struct dataset *d, size_t *at,
    const struct ledger_report **edition)
{
	const struct dataset *told;

	while ((*edition = ledger_at(f->ledger, (*at)++)) != NULL) {
		told = ledger_set(*edition, d->id);
		if (told != NULL && strcmp((*edition)->period, f->name) == 0)
			return told;
	}
	return NULL;
}

static bool
is_of_few(const struct figures *f, const struct dataset *d,
    const struct ledger_report *r, const struct dataset *told)
{
	struct limits l = limits_of(&f->hub->settings, d->dominance);

	return !d->of_quarters &&
	       change_in_set(f->arena, told, past_set(f, r, d->id), d, &l);
}

/* One that was carried over says what an edition before it said. */
bool
editions_few_since(const struct figures *f, const struct dataset *d)
{
	int64_t min = (int64_t)f->hub->settings.min_cell;
	const struct ledger_report *r;
	const struct dataset *told;
	size_t at = 0;

	while ((told = next_told(f, d, &at, &r)) != NULL)
		if (told->as_edition == 0 &&
		    (revise_is_few(told, ledger_total(r, told), d,
			 dataset_total(d), min) ||
			is_of_few(f, d, r, told)))
			return true;
	return false;
}

/* A higher threshold than today's binds no more: hub.conf says what is
 * small. */
static bool
binds(const struct figures *f, const struct ledger_report *r)
{
	return r->min_cell <= f->hub->settings.min_cell;
}

bool
editions_withheld(const struct figures *f, const struct dataset *d)
{
	const struct ledger_report *r;
	const struct dataset *told;
	size_t at = 0;

	while ((told = next_told(f, d, &at, &r)) != NULL)
		if (told->key_count > 0 && strcmp(r->day, f->period.last) > 0 &&
		    binds(f, r) && !revise_was_told(told, d))
			return true;
	return false;
}

void
editions_hide(struct figures *f, struct dataset *d)
{
	const struct ledger_report *r;
	const struct dataset *told;
	size_t at = 0;

	while ((told = next_told(f, d, &at, &r)) != NULL)
		if (binds(f, r) && revise_was_told(told, d))
			hiding_as_in(f->arena, d, told,
			    arena_printf(
				f->arena, WHY_EDITION, r->edition, r->day));
}
