#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

#define HOUR 3600

static int64_t *
delays(struct figures *f, size_t *n)
{
	int64_t *list = NULL;
	struct stmt *s;

	*n = 0;
	s = db_query(f->hub->db, SQL_REPORT_DELAYS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s))
		*(int64_t *)arena_push(f->arena, &list, n, sizeof(*list)) =
		    (db_int(s, 0) + HOUR - 1) / HOUR;
	return list;
}

/*
 * By nearest rank, of n sorted values.  One value is somebody's: it is told
 * only where as many as min-cell are no greater, and as many no less.
 */
static void
quantile(struct figures *f, struct dataset *d, const int64_t *sorted, size_t n,
    unsigned percent, const char *key, const char *ja, const char *en)
{
	size_t rank = (n * percent + 99) / 100;
	unsigned min = f->hub->settings.min_cell;
	struct figure *g;

	g = figures_key(f, d, key, NULL, ja, en);
	g->value = sorted[rank - 1];
	if (rank < min || n - rank + 1 < min)
		g->hidden = SMALL_CELL;
}

void
figures_timeliness(struct figures *f)
{
	static const struct measure m[] = { { "hours", "時間", "Hours" } };
	struct dataset *d;
	int64_t *sorted;
	size_t n;

	d = figures_set(f, "timeliness", "hours",
	    "情報提供から情報共有までの時間",
	    "Hours from submission to sharing", m, 1);
	sorted = delays(f, &n);
	d->n = (int64_t)n;
	if (n == 0)
		return;
	quantile(f, d, sorted, n, 50, "median", "中央値", "Median");
	quantile(
	    f, d, sorted, n, 90, "p90", "90パーセンタイル", "90th percentile");
}

/* The steps to which an item's own number is rounded: no finer. */
static const struct {
	int64_t least;
	const char *key, *ja, *en;
} bands[] = {
	{ 0, "0", "報告なし", "None" },
	{ 1, "1", "1件", "1" },
	{ 2, "2", "2件", "2" },
	{ 3, "3-4", "3～4件", "3 to 4" },
	{ 5, "5-9", "5～9件", "5 to 9" },
	{ 10, "10-19", "10～19件", "10 to 19" },
	{ 20, "20", "20件以上", "20 or more" },
};
#define BANDS (sizeof(bands) / sizeof(bands[0]))

/* Items of the period by how many reports came back; sums to the items. */
void
figures_sightings(struct figures *f)
{
	static const struct measure m[] = { { "items", "情報共有件数",
	    "Items" } };
	struct dataset *d;
	struct stmt *s;
	size_t i;

	d = figures_set(f, "sightings", "items", "情報共有1件あたりの報告の数",
	    "Sightings reported for each item", m, 1);
	d->breakdown = true;
	d->n = 0;
	for (i = 0; i < BANDS; i++)
		figures_key(f, d, bands[i].key, NULL, bands[i].ja, bands[i].en);
	s = db_query(f->hub->db, SQL_REPORT_SIGHTINGS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		for (i = BANDS - 1; db_int(s, 0) < bands[i].least; i--)
			continue;
		d->figures[i].value++;
		d->n++;
	}
	if (d->n == 0)
		d->key_count = 0;
}
