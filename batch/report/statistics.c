#include "batch/report/statistics.h"
#include "batch/count/figures.h"
#include "batch/count/statistics.h"
#include "batch/report/parts.h"

void
section_statistics(struct xmlw *x, const struct figures *f)
{
	static const char *const ids[] = { "source-region", "c2-region",
		"mail-kind", "attachment-kind" };
	const struct part_value databases[] = {
		{ "databases", label_same(statistics_regions(f)) },
	};
	size_t i;

	part_open(x, "annex", SAY_REPORT_STATISTICS);
	part_both(x, "p", SAY_REPORT_STATISTICS_OVER, NULL, 0);
	part_both(x, "note", SAY_REPORT_STATISTICS_N, NULL, 0);
	part_both(x, "note", SAY_REPORT_STATISTICS_UNKNOWN, NULL, 0);
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		part_table_shares(x, f, ids[i]);
		part_chart(x, f, ids[i], "shares");
	}
	if (f->regions_first != NULL)
		part_both(
		    x, "note", SAY_REPORT_STATISTICS_REGIONS, databases, 1);
	part_close(x, f, "annex");
}
