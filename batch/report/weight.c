#include <inttypes.h>
#include <string.h>

#include "batch/base/log.h"
#include "batch/count/figures.h"
#include "batch/count/items.h"
#include "batch/report/weight.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"

/* An open figure of the period; the first ones are columns of REPORT_WEIGHTS,
 * in its order. */
struct weighed {
	const char *what;
	int64_t n;
	struct givers givers;
};

#define COLUMNS 4
#define WEIGHED 5

static void
add_submissions(const struct figures *f, struct weighed list[COLUMNS])
{
	const char *who;
	struct stmt *s;
	int i;

	s = db_query(f->hub->db, SQL_REPORT_WEIGHTS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		who = givers_organisation(f->hub->roster, db_text(s, 0));
		for (i = 0; i < COLUMNS; i++) {
			list[i].n += db_int(s, i + 1);
			givers_add(
			    f->arena, &list[i].givers, who, db_int(s, i + 1));
		}
	}
}

/* Who stood alone behind an item made it; without one of several it would have
 * been shared all the same. */
static void
add_items(struct figures *f, struct weighed *shared)
{
	struct item_by *items;
	size_t i, n;

	items = items_by(f, "", &n);
	shared->n = (int64_t)n;
	for (i = 0; i < n; i++)
		if (items[i].givers.count == 1)
			givers_join(
			    f->arena, &shared->givers, &items[i].givers);
}

/* A figure below the bound is anybody's: most have few who make it. */
static bool
warn(const struct figures *f, const struct weighed *w)
{
	const struct giver *g;
	bool heavy = false;
	size_t i;

	for (i = 0; i < w->givers.count; i++) {
		g = &w->givers.list[i];
		if (w->n < (int64_t)f->hub->settings.min_cell ||
		    g->n <= w->n - g->n)
			continue;
		log_warn("%s: %s gave %" PRId64 " of %" PRId64
			 " %s, more than half: the report tells the sum",
		    f->period.id, g->organisation, g->n, w->n, w->what);
		heavy = true;
	}
	return heavy;
}

bool
weight_warn(struct figures *f)
{
	struct weighed list[WEIGHED] = {
		{ .what = "submissions" },
		{ .what = "targeted submissions" },
		{ .what = "consultations" },
		{ .what = "cases of fraud" },
		{ .what = "shared items" },
	};
	bool heavy = false;
	size_t i;

	add_submissions(f, list);
	add_items(f, &list[COLUMNS]);
	for (i = 0; i < WEIGHED; i++)
		heavy |= warn(f, &list[i]);
	return heavy;
}
