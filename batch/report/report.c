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
#include "batch/report/wording.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlwrite.h"

static void
section_consultations(struct xmlw *x, const struct figures *f)
{
	const struct part_value values[] = { { "hub", wording_hub(f) } };

	part_open(x, "consultations", SAY_REPORT_CONSULTATIONS);
	if (part_is_shown(f, "consultations"))
		part_both(x, "p", SAY_REPORT_CONSULTATIONS_INTRO, values, 1);
	part_table_look(
	    x, f, "consultations", &(struct part_look){ .numbered = true });
	part_close(x, f, "consultations");
}

/* The tables of observations by their numbers, and how many. */
static struct label
observation_tables(const struct figures *f, unsigned *count)
{
	struct label list = { { NULL, NULL } };
	size_t i;

	for (i = 0, *count = 0; i < f->sets.count; i++)
		if (is_observations(&f->sets.list[i])) {
			list = wording_list(f, list,
			    label_same(arena_printf(
				f->arena, "{table %s}", f->sets.list[i].id)));
			++*count;
		}
	return list;
}

static void
section_observations(struct xmlw *x, const struct figures *f)
{
	unsigned count;
	struct part_value values[] = {
		{ "tables", observation_tables(f, &count) },
		{ .name = "count" },
	};
	size_t i;

	values[1].text = label_same(arena_printf(f->arena, "%u", count));
	part_open(x, "observations", SAY_REPORT_OBSERVATIONS);
	if (count > 0)
		part_both(x, "p", SAY_REPORT_OBSERVATIONS_INTRO, values, 2);
	for (i = 0; i < f->sets.count; i++)
		if (is_observations(&f->sets.list[i]))
			part_table_look(x, f, f->sets.list[i].id,
			    &(struct part_look){ .span = true });
	part_close(x, f, "observations");
}

static void
section_chapters(struct xmlw *x, const struct figures *f)
{
	const struct settings *s = &f->hub->settings;
	bool contact = *s->contact != '\0';

	part_chapters(x, f, "chapters");
	part_open(x, "chapters",
	    contact ? SAY_REPORT_CHAPTERS : SAY_REPORT_DEFINITIONS);
	part_both(x, "p", SAY_REPORT_CHAPTERS_RULES, NULL, 0);
	xmlw_start(x, "definitions");
	xmlw_end(x);
	xmlw_blank(x, "\n");
	if (contact) {
		part_label(x, "box",
		    (struct label){ { s->contact, *s->contact_en == '\0'
						      ? s->contact
						      : s->contact_en } });
		xmlw_blank(x, "\n");
	}
	xmlw_end(x);
	xmlw_blank(x, "\n");
	part_chapters(x, f, "appendix");
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
	section_details(x, f);
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
	if (f->sig != NULL) {
		sections_sig(&x, f);
	} else {
		head_front(&x, f);
		sections(&x, f);
	}
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}
