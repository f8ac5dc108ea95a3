#include "batch/report/sig.h"
#include "batch/count/figures.h"
#include "batch/report/headline.h"
#include "batch/report/parts.h"
#include "formats/xml/xmlwrite.h"

/* No chapters: what analysts write is for the report. */
static void
close_section(struct xmlw *x)
{
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
sections_sig(struct xmlw *x, const struct figures *f)
{
	part_open(x, "sig", SAY_REPORT_SIG);
	headline_partial(x, f);
	part_table(x, f, "sig", KEYS_IN_ROWS);
	part_both(x, "note", SAY_REPORT_SIG_SUBMITTED, NULL, 0);
	close_section(x);
	part_open(x, "chapters", SAY_REPORT_SIG_DEFINITIONS);
	xmlw_start(x, "definitions");
	xmlw_end(x);
	xmlw_blank(x, "\n");
	close_section(x);
}
