#include <string.h>

#include "batch/count/fates.h"
#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/config/history.h"

/* What became of a submission; words of REPORT_FATES. */
static const struct {
	const char *key;
	enum say name;
} fates[] = {
	{ "shared", SAY_DATASET_RECONCILIATION_SHARED },
	{ "merged", SAY_DATASET_RECONCILIATION_MERGED },
	{ "not-for-sharing", SAY_DATASET_RECONCILIATION_NOT_FOR_SHARING },
	{ "declined", SAY_DATASET_RECONCILIATION_DECLINED },
	{ "consent", SAY_DATASET_RECONCILIATION_CONSENT },
	{ "open", SAY_DATASET_RECONCILIATION_OPEN },
	{ "before", SAY_DATASET_RECONCILIATION_BEFORE },
};
#define FATES  (sizeof(fates) / sizeof(fates[0]))
#define BEFORE (FATES - 1)

/* A row of the table. */
struct fate {
	int64_t n;
	struct givers givers;
};

/* NULL: a word that REPORT_FATES does not know. */
static struct fate *
fate_of(struct fate sums[FATES], const char *word)
{
	size_t i;

	for (i = 0; i < FATES; i++)
		if (strcmp(fates[i].key, word) == 0)
			return &sums[i];
	return NULL;
}

/* One quarter; false where it was published before and cannot be told apart. */
static bool
add_quarter(struct figures *f, const struct period *p, struct fate sums[FATES])
{
	const struct history_period *h = history_period(f->history, p->id);
	struct fate *one;
	struct stmt *s;

	if (h != NULL) {
		sums[BEFORE].n += h->submitted > 0 ? h->submitted : 0;
		return false;
	}
	s = db_query(
	    f->hub->db, SQL_REPORT_FATES, "tti", p->first, p->last, f->at);
	while (db_row(s)) {
		one = fate_of(sums, db_text(s, 0));
		if (one == NULL)
			continue;
		one->n += db_int(s, 2);
		givers_add(f->arena, &one->givers,
		    givers_organisation(f->hub->roster, db_text(s, 1)),
		    db_int(s, 2));
	}
	return true;
}

/* How many quarters of the period the hub's own books tell. */
static unsigned
add_period(struct figures *f, struct fate sums[FATES])
{
	struct period last, p;
	unsigned known = 0;
	int i;

	if (!f->period.year)
		return add_quarter(f, &f->period, sums);
	period_last_quarter(&f->period, &last);
	for (i = 0; i < YEAR_QUARTERS; i++) {
		period_step(&last, i, &p);
		known += add_quarter(f, &p, sums);
	}
	return known;
}

/*
 * Each submission of the period once, under what became of it: the rows sum to
 * what was submitted.  What is shared shows in the headline, and stays open.
 */
void
count_fates(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submissions", SAY_DATASET_SUBMISSIONS },
	};
	struct dataset *d;
	struct figure *g;
	struct fate sums[FATES] = { 0 };
	size_t i;

	d = dataset_add(&f->sets, "reconciliation", "count",
	    SAY_DATASET_RECONCILIATION, m, 1);
	d->breakdown = true;
	if (history_period(f->history, f->period.id) != NULL ||
	    add_period(f, sums) == 0)
		return;
	d->n = 0;
	for (i = 0; i < FATES; i++) {
		d->n += sums[i].n;
		if (i == BEFORE && sums[i].n == 0)
			break;
		g = dataset_key(
		    f->arena, d, fates[i].key, NULL, label_say(fates[i].name));
		g->value = sums[i].n;
		g->givers = sums[i].givers;
		g->open = i == 0 || i == BEFORE;
		g->history = i == BEFORE;
	}
}
