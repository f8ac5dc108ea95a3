#include "batch/report/headline.h"
#include "batch/count/coverage.h"
#include "batch/count/figures.h"
#include "batch/report/parts.h"

static bool
has_rows(const struct figures *f, const char *id)
{
	const struct dataset *d = dataset_find(&f->sets, id);

	return d != NULL && d->key_count > 0;
}

void
headline_partial(struct xmlw *x, const struct figures *f)
{
	const struct part_value begun[] = {
		{ "day", label_same(f->begun) },
	};

	if (coverage_late_start(f, &f->period))
		part_both(x, "p", SAY_REPORT_PARTIAL_LATE_START, begun, 1);
	if (coverage_early_end(f->at, &f->period))
		part_both(x, "p", SAY_REPORT_PARTIAL_EARLY_END, NULL, 0);
}

static void
over(struct xmlw *x, const struct figures *f)
{
	const struct part_value schemes[] = {
		{ "schemes", has_rows(f, "schemes")
				 ? label_say(SAY_REPORT_FIGURES_SCHEMES)
				 : label_same("") },
	};

	part_both(x, "p", SAY_REPORT_FIGURES_OVER, schemes, 1);
}

/* From what was submitted to what was shared, row by row. */
static void
fates(struct xmlw *x, const struct figures *f)
{
	const char *set = f->period.year ? "years" : "flow";
	const struct part_value values[] = {
		{ "submitted",
		    part_figure(f->arena, set, f->period.id, "submitted") },
	};

	if (!has_rows(f, "reconciliation"))
		return;
	part_both(x, "p", SAY_REPORT_FLOW_FATES, values, 1);
	part_table_shares(x, f, "reconciliation");
	part_both(x, "note", SAY_REPORT_FLOW_SHARED, NULL, 0);
}

static void
items(struct xmlw *x, const struct figures *f)
{
	part_table(x, f, "timeliness", KEYS_IN_ROWS);
	if (has_rows(f, "timeliness"))
		part_both(x, "note", SAY_REPORT_FLOW_TIME, NULL, 0);
	part_table_shares(x, f, "sightings");
}

static void
withdrawn(struct xmlw *x, const struct figures *f)
{
	const struct dataset *d = dataset_find(&f->sets, "withdrawals");
	const struct part_value values[] = {
		{ "submissions", part_figure(f->arena, "withdrawals",
				     f->period.id, "submissions") },
	};

	if (dataset_at(d, 0, 0)->value > 0)
		part_both(x, "p", SAY_REPORT_FIGURES_WITHDRAWN, values, 1);
}

static void
hits(struct xmlw *x, const struct figures *f)
{
	const struct part_value values[] = {
		{ "organisations", part_figure(f->arena, "hits", f->period.id,
				       "organisations") },
	};

	if (has_rows(f, "hits"))
		part_both(x, "p", SAY_REPORT_FIGURES_HITS, values, 1);
}

void
section_figures(struct xmlw *x, const struct figures *f)
{
	part_open(x, "figures", SAY_REPORT_FIGURES);
	over(x, f);
	headline_partial(x, f);
	part_table(x, f, "flow", KEYS_IN_COLUMNS);
	part_both(x, "note", SAY_REPORT_FIGURES_DIFFERENCE, NULL, 0);
	part_both(x, "note", SAY_REPORT_FIGURES_OWN, NULL, 0);
	part_chart(x, f, "flow", "bars");
	fates(x, f);
	items(x, f);
	part_table(x, f, "trend", KEYS_IN_ROWS);
	part_chart(x, f, "trend", "bars");
	part_table(x, f, "targeted", KEYS_IN_COLUMNS);
	withdrawn(x, f);
	hits(x, f);
	part_table_shares(x, f, "classes");
	part_chart(x, f, "classes", "shares");
	part_table(x, f, "years", KEYS_IN_COLUMNS);
	part_chart(x, f, "years", "bars");
	part_close(x, f, "figures");
}
