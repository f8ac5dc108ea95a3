#include <string.h>

#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/config/history.h"

/* What became of a submission; words of REPORT_FATES. */
static const struct {
	const char *key, *ja, *en;
} fates[] = {
	{ "shared", "情報共有したもの（1件の情報共有につき1件）",
	    "Shared (one for each item)" },
	{ "merged", "同等の情報として集約したもの",
	    "Merged with an equivalent one" },
	{ "not-for-sharing", "共有の対象としないもの", "Not for sharing" },
	{ "declined", "提供者が共有を望まないもの",
	    "Refused or withdrawn by the provider" },
	{ "consent", "提供者の承認を待つもの",
	    "Waiting for the provider's consent" },
	{ "open", "分析・確認中のもの", "Still in hand" },
	{ "before", "運用開始前に公表された件数",
	    "Published before this hub kept the books" },
};
#define FATES (sizeof(fates) / sizeof(fates[0]))

/* One quarter; false where it was published before and cannot be told apart. */
static bool
add_quarter(struct figures *f, const struct period *p, int64_t sums[FATES])
{
	const struct history_period *h = history_period(f->history, p->id);
	struct stmt *s;
	size_t i;

	if (h != NULL) {
		sums[FATES - 1] += h->submitted > 0 ? h->submitted : 0;
		return false;
	}
	s = db_query(
	    f->hub->db, SQL_REPORT_FATES, "tti", p->first, p->last, f->at);
	while (db_row(s))
		for (i = 0; i < FATES; i++)
			if (strcmp(fates[i].key, db_text(s, 0)) == 0)
				sums[i] += db_int(s, 1);
	return true;
}

/* How many quarters of the period the hub's own books tell. */
static unsigned
add_period(struct figures *f, int64_t sums[FATES])
{
	struct period last, p;
	unsigned told = 0;
	int i;

	if (!f->period.year)
		return add_quarter(f, &f->period, sums);
	period_last_quarter(&f->period, &last);
	for (i = 0; i < 4; i++) {
		period_step(&last, i, &p);
		told += add_quarter(f, &p, sums);
	}
	return told;
}

/*
 * Each submission of the period once, under what became of it: the rows sum to
 * what was submitted.  What is shared shows in the headline, and stays open.
 */
void
figures_fates(struct figures *f)
{
	static const struct measure m[] = { { "submissions", "件数",
	    "Submissions" } };
	struct dataset *d;
	struct figure *g;
	int64_t sums[FATES] = { 0 };
	size_t i;

	d = figures_set(f, "reconciliation", "count",
	    "情報提供から情報共有まで", "From submission to sharing", m, 1);
	d->breakdown = true;
	if (history_period(f->history, f->period.id) != NULL ||
	    add_period(f, sums) == 0)
		return;
	d->n = 0;
	for (i = 0; i < FATES; i++) {
		d->n += sums[i];
		if (i == FATES - 1 && sums[i] == 0)
			break;
		g = figures_key(
		    f, d, fates[i].key, NULL, fates[i].ja, fates[i].en);
		g->value = sums[i];
		g->open = i == 0 || i == FATES - 1;
		g->history = i == FATES - 1;
	}
}
