#include "batch/report/report.h"
#include "batch/count/cases.h"
#include "batch/count/datasetxml.h"
#include "batch/count/figures.h"
#include "batch/report/bec.h"
#include "batch/report/head.h"
#include "batch/report/headline.h"
#include "batch/report/organisation.h"
#include "batch/report/parts.h"
#include "batch/report/sig.h"
#include "batch/report/statistics.h"
#include "batch/report/threads.h"
#include "batch/store/hub.h"
#include "formats/xml/xmlwrite.h"

static void
section_consultations(struct xmlw *x, const struct figures *f)
{
	part_open(x, "consultations", SAY_REPORT_CONSULTATIONS);
	part_table(x, f, "consultations", KEYS_IN_ROWS);
	part_close(x, f, "consultations");
}

static void
section_observations(struct xmlw *x, const struct figures *f)
{
	size_t i;

	part_open(x, "observations", SAY_REPORT_OBSERVATIONS);
	for (i = 0; i < f->sets.count; i++)
		if (is_observations(&f->sets.list[i]))
			part_table(x, f, f->sets.list[i].id, KEYS_IN_ROWS);
	part_close(x, f, "observations");
}

static void
section_chapters(struct xmlw *x, const struct figures *f)
{
	const char *contact = f->hub->settings.contact;

	part_open(x, "chapters", SAY_REPORT_CHAPTERS);
	part_both(x, "p", SAY_REPORT_CHAPTERS_RULES, NULL, 0);
	xmlw_start(x, "definitions");
	xmlw_end(x);
	xmlw_blank(x, "\n");
	if (*contact != '\0') {
		part_label(x, "box", label_same(contact));
		xmlw_blank(x, "\n");
	}
	part_close(x, f, "chapters");
}

static void
sections(struct xmlw *x, const struct figures *f)
{
	section_organisation(x, f);
	section_figures(x, f);
	section_consultations(x, f);
	section_bec(x, f);
	section_observations(x, f);
	section_threads(x, f);
	section_statistics(x, f);
	section_chapters(x, f);
}

void
report_write(struct buf *b, const struct figures *f)
{
	struct xmlw x;
	size_t i;

	xmlw_begin(&x, b);
	xmlw_head(&x);
	xmlw_start(&x, "report");
	xmlw_attr(&x, "xmlns", "urn:toiyaba:report:1");
	head_write(&x, f);
	for (i = 0; i < f->sets.count; i++)
		dataset_write(&x, &f->sets.list[i]);
	if (f->sig != NULL)
		sections_sig(&x, f);
	else
		sections(&x, f);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}
