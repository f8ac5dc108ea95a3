#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/figures.h"
#include "batch/count/statistics.h"
#include "batch/report/head.h"
#include "batch/report/parts.h"
#include "batch/report/ruleset.h"
#include "batch/report/wording.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/xml/xmlwrite.h"

/* An annex is for the members of its SIG. */
static const char *
marking(const struct figures *f)
{
	const char *tlp = f->hub->settings.report_tlp;
	bool wide = strcmp(tlp, "clear") == 0 || strcmp(tlp, "green") == 0;

	return f->sig != NULL && wide ? "amber" : tlp;
}

static const char *
kind(const struct figures *f)
{
	if (f->sig != NULL)
		return "sig-annex";
	return f->period.year ? "annual" : "quarterly";
}

static void
titles(struct xmlw *x, const struct figures *f)
{
	const struct roster_audience *a =
	    f->sig == NULL ? NULL : roster_audience(f->hub->roster, f->sig);
	struct label title, sub = wording_period(f), name;
	struct label who = wording_initiative(f);
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		title.in[l] = say_of(f->arena,
		    a == NULL ? SAY_REPORT_TITLE : SAY_REPORT_TITLE_ANNEX, l,
		    "initiative", who.in[l], NULL);
		if (f->draft)
			title.in[l] = say_of(f->arena, SAY_REPORT_TITLE_DRAFT,
			    l, "title", title.in[l], NULL);
	}
	part_label(x, "title", title);
	for (l = 0; a != NULL && l < LANGS; l++) {
		name = label_name(&a->name);
		sub.in[l] = say_of(f->arena, SAY_REPORT_SUBTITLE_ANNEX, l,
		    "period", sub.in[l], "sig", name.in[l], NULL);
	}
	part_label(x, "subtitle", sub);
}

void
head_write(struct xmlw *x, const struct figures *f)
{
	const struct settings *set = &f->hub->settings;
	const struct label issuer = { { set->name, set->name_en } };
	char at[CLOCK_TEXT], rules[DIGEST_HEX];

	clock_text(f->at, at);
	ruleset_digest(f, rules);
	xmlw_attr(x, "id", f->period.id);
	xmlw_attr(x, "kind", kind(f));
	xmlw_attr(x, "sig", f->sig);
	xmlw_attr(x, "period-start", f->period.first);
	xmlw_attr(x, "period-end", f->period.last);
	xmlw_attr(x, "as-of", at);
	xmlw_attrf(x, "edition", "%u", f->edition);
	xmlw_attr(x, "draft", f->draft ? "yes" : NULL);
	xmlw_attr(x, "tlp", marking(f));
	xmlw_attrf(x, "min-cell", "%u", set->min_cell);
	xmlw_attr(x, "regions", statistics_regions(f));
	xmlw_blank(x, "\n");
	xmlw_start(x, "meta");
	titles(x, f);
	part_label(x, "initiative", wording_initiative(f));
	part_label(x, "issuer", issuer);
	xmlw_start(x, "generator");
	xmlw_attr(x, "version", TOIYABA_VERSION);
	xmlw_attr(x, "ruleset", rules);
	xmlw_end(x);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
head_front(struct xmlw *x, const struct figures *f)
{
	const char *page = f->hub->settings.page;
	struct part_value values[] = {
		{ "initiative", wording_initiative(f) },
		{ "hub", wording_hub(f) },
		{ "end", wording_end_of(f, f->period.last) },
		{ "period", wording_period(f) },
		{ "page", label_same("") },
	};
	enum lang l;

	for (l = 0; *page != '\0' && l < LANGS; l++)
		values[4].text.in[l] = say_of(f->arena, SAY_REPORT_INTRO_PAGE,
		    l, "page", part_plain(f->arena, page), NULL);
	xmlw_start(x, "front");
	part_both(x, "p", SAY_REPORT_INTRO, values, 5);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}
