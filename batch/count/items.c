#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/count/items.h"
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
quantile(struct figures *f, struct dataset *d, const int64_t *sorted,
    unsigned percent, const char *key, enum say name)
{
	size_t n = (size_t)d->n, rank = (n * percent + 99) / 100;
	unsigned min = f->hub->settings.min_cell;
	struct figure *g;

	g = dataset_key(f->arena, d, key, NULL, label_say(name));
	g->value = sorted[rank - 1];
	if (rank < min || n - rank + 1 < min)
		g->hidden = SMALL_CELL;
}

void
count_timeliness(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "hours", SAY_DATASET_TIMELINESS_HOURS },
	};
	struct dataset *d;
	int64_t *sorted;
	size_t n;

	d = dataset_add(
	    &f->sets, "timeliness", "hours", SAY_DATASET_TIMELINESS, m, 1);
	sorted = delays(f, &n);
	d->n = (int64_t)n;
	if (n == 0)
		return;
	quantile(f, d, sorted, 50, "median", SAY_DATASET_TIMELINESS_MEDIAN);
	quantile(f, d, sorted, 90, "p90", SAY_DATASET_TIMELINESS_P90);
}

struct item_by *
items_by(struct figures *f, const char *audience, size_t *count)
{
	struct item_by *list = NULL, *x = NULL;
	const char *id = NULL, *who;
	struct stmt *s;

	*count = 0;
	s = db_query(f->hub->db, SQL_REPORT_ITEMS_BY, "ttit", f->period.first,
	    f->period.last, f->at, audience);
	while (db_row(s)) {
		if (id == NULL || strcmp(id, db_text(s, 0)) != 0) {
			x = arena_push(f->arena, &list, count, sizeof(*x));
			id = db_textdup(s, 0, f->arena);
			x->reports = db_int(s, 1);
			x->had = db_int(s, 2) != 0;
		}
		if (db_null(s, 3))
			continue;
		who = givers_organisation(f->hub->roster, db_text(s, 3));
		if (givers_part(&x->givers, who) == 0)
			givers_add(f->arena, &x->givers, who, 1);
	}
	return list;
}

/* The steps to which an item's own number is rounded: no finer. */
static const struct {
	int64_t least;
	const char *key;
	enum say name;
} bands[] = {
	{ 0, "0", SAY_DATASET_SIGHTINGS_0 },
	{ 1, "1", SAY_DATASET_SIGHTINGS_1 },
	{ 2, "2", SAY_DATASET_SIGHTINGS_2 },
	{ 3, "3-4", SAY_DATASET_SIGHTINGS_3 },
	{ 5, "5-9", SAY_DATASET_SIGHTINGS_5 },
	{ 10, "10-19", SAY_DATASET_SIGHTINGS_10 },
	{ 20, "20", SAY_DATASET_SIGHTINGS_20 },
};
#define BANDS (sizeof(bands) / sizeof(bands[0]))

/* The step of so many reports. */
static size_t
band(int64_t reports)
{
	size_t i = BANDS - 1;

	while (reports < bands[i].least)
		i--;
	return i;
}

/* Items of the period by how many reports came back; sums to the items. */
void
count_sightings(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "items", SAY_DATASET_SIGHTINGS_ITEMS },
	};
	struct dataset *d;
	struct item_by *items;
	struct stmt *s;
	size_t i, n;

	d = dataset_add(
	    &f->sets, "sightings", "items", SAY_DATASET_SIGHTINGS, m, 1);
	d->breakdown = true;
	d->n = 0;
	for (i = 0; i < BANDS; i++)
		dataset_key(
		    f->arena, d, bands[i].key, NULL, label_say(bands[i].name));
	s = db_query(f->hub->db, SQL_REPORT_SIGHTINGS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		d->figures[band(db_int(s, 0))].value++;
		d->n++;
	}
	items = items_by(f, "", &n);
	for (i = 0; i < n; i++)
		givers_join(f->arena,
		    &d->figures[band(items[i].reports)].givers,
		    &items[i].givers);
	if (d->n == 0)
		d->key_count = 0;
}
