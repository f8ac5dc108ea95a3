#include <inttypes.h>
#include <string.h>

#include "batch/count/coverage.h"
#include "batch/count/figures.h"
#include "batch/report/headline.h"
#include "batch/report/parts.h"
#include "batch/report/wording.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlwrite.h"

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
		{ "day", label_day(f->arena, f->begun) },
	};

	if (coverage_late_start(f, &f->period))
		part_both(x, "p", SAY_REPORT_PARTIAL_LATE_START, begun, 1);
	if (coverage_early_end(f->at, &f->period))
		part_both(x, "p", SAY_REPORT_PARTIAL_EARLY_END, NULL, 0);
}

static struct label
count_label(const struct figures *f, int64_t n)
{
	return label_same(arena_printf(f->arena, "%" PRId64, n));
}

/* A text that counts its schemes. */
static struct label
with_schemes(const struct figures *f)
{
	const struct dataset *d = dataset_find(&f->sets, "schemes");
	struct label l;
	enum lang lang;

	if (d == NULL || d->key_count == 0)
		return label_same("");
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] =
		    say_of(f->arena, SAY_REPORT_FIGURES_SCHEMES, lang, "count",
			count_label(f, (int64_t)d->key_count).in[lang], NULL);
	return l;
}

static void
over(struct xmlw *x, const struct figures *f)
{
	const struct part_value values[] = {
		{ "period", wording_period(f) },
		{ "who", wording_who(f) },
		{ "hub", wording_hub(f) },
		{ "end", wording_end_of(f, f->period.last) },
		{ "schemes", with_schemes(f) },
		{ "sigs", count_label(
			      f, dataset_value(dataset_find(&f->sets, "groups"),
				     "sig", "count")) },
		{ "organisations",
		    count_label(
			f, dataset_value(dataset_find(&f->sets, "membership"),
			       "total", "members")) },
	};

	part_both(x, "p", SAY_REPORT_FIGURES_OVER, values, 7);
}

/* Where the headline has its figures of the period. */
static const char *
headline_set(const struct figures *f)
{
	return f->period.year ? "years" : "flow";
}

static bool
is_told(const struct figures *f, const char *set, const char *key,
    const char *measure)
{
	const struct figure *g =
	    dataset_figure(dataset_find(&f->sets, set), key, measure);

	return g != NULL && g->hidden == SHOWN;
}

/* What was submitted and shared, by quarter; what the hub obtained itself is
 * told beside the period's figure. */
static void
flow(struct xmlw *x, const struct figures *f)
{
	const struct part_look look = {
		.keys = KEYS_IN_COLUMNS, .numbered = true, .without = "own"
	};
	const struct dataset *d = dataset_find(&f->sets, "flow");
	const struct part_value values[] = {
		{ "hub", wording_hub(f) },
		{ "who", wording_who(f) },
		{ "figure",
		    part_figure(f->arena, "flow", f->period.id, "own") },
	};

	if (!part_table_open(x, f, "flow", &look))
		return;
	part_table_mark(
	    x, 1, "shared", NULL, SAY_REPORT_FIGURES_DIFFERENCE, values, 3);
	if (dataset_value(d, f->period.id, "own") > 0)
		part_table_mark(x, 2, "shared", f->period.id,
		    SAY_REPORT_FIGURES_OWN, values, 3);
	part_table_close(x);
}

/* What it was in the quarter before. */
static struct label
status_before(const struct figures *f)
{
	struct period before;
	struct label l;
	enum lang lang;

	if (f->period.year)
		return label_same("");
	period_step(&f->period, 1, &before);
	if (!is_told(f, "targeted", before.id, "submissions"))
		return label_same("");
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_FIGURES_STATUS_BEFORE,
		    lang, "targeted",
		    part_figure(f->arena, "targeted",
			arena_strdup(f->arena, before.id), "submissions")
			.in[lang],
		    NULL);
	return l;
}

static void
status(struct xmlw *x, const struct figures *f)
{
	const char *set = headline_set(f), *id = f->period.id;
	const char *of = f->period.year ? set : "targeted";
	const char *measure = f->period.year ? "targeted" : "submissions";
	const struct part_value values[] = {
		{ "term", wording_term(f) },
		{ "submitted", part_figure(f->arena, set, id, "submitted") },
		{ "targeted", part_figure(f->arena, of, id, measure) },
		{ "before", status_before(f) },
	};

	if (is_told(f, set, id, "submitted") && is_told(f, of, id, measure))
		part_both(x, "p", SAY_REPORT_FIGURES_STATUS, values, 4);
}

/* From what was submitted to what was shared, row by row. */
static void
fates(struct xmlw *x, const struct figures *f)
{
	const struct part_value values[] = {
		{ "submitted", part_figure(f->arena, headline_set(f),
				   f->period.id, "submitted") },
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
		{ "count", count_label(f, dataset_at(d, 0, 0)->value) },
	};

	if (dataset_at(d, 0, 0)->value > 0)
		part_both(x, "p", SAY_REPORT_FIGURES_WITHDRAWN, values, 2);
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

/* Whether an earlier quarter was a zero, too. */
static bool
is_first_zero(const struct dataset *d)
{
	return d->key_count > 0 && d->figures[0].value > 0;
}

/* A quarter without any, and one that equals or passes every one before. */
static void
told_records(struct xmlw *x, const struct figures *f)
{
	const struct dataset *d = dataset_find(&f->sets, "records");
	struct part_value values[] = { { "list", { { NULL, NULL } } },
		{ .name = "figure" } };
	bool zero = !f->period.year &&
		    is_told(f, "targeted", f->period.id, "submissions") &&
		    dataset_value(dataset_find(&f->sets, "targeted"),
			f->period.id, NULL) == 0 &&
		    !coverage_early_end(f->at, &f->period) &&
		    !coverage_late_start(f, &f->period);
	enum lang l;
	size_t i;

	if (zero)
		part_both(x, "p",
		    d != NULL && is_first_zero(d)
			? SAY_REPORT_RECORDS_ZERO_FIRST
			: SAY_REPORT_RECORDS_ZERO,
		    NULL, 0);
	if (d == NULL || d->key_count == 0)
		return;
	for (i = 0; i < d->key_count; i++)
		for (l = 0; l < LANGS; l++)
			values[0].text.in[l] =
			    i == 0 ? d->keys[i].name.in[l]
				   : say_of(f->arena, SAY_REPORT_RECORDS_AND, l,
					 "list", values[0].text.in[l], "next",
					 d->keys[i].name.in[l], NULL);
	values[1].text =
	    part_figure(f->arena, "records", d->keys[0].key, "submissions");
	part_both(x, "p",
	    strcmp(d->keys[0].group, "most") == 0 ? SAY_REPORT_RECORDS_MOST
						  : SAY_REPORT_RECORDS_LEAST,
	    values, 2);
}

/* Whether something of it bears an analyst's name. */
static bool
is_named(const struct dataset *d)
{
	size_t i;

	for (i = 0; d != NULL && i < d->key_count; i++)
		if (strncmp(d->keys[i].key, "c-", 2) == 0)
			return true;
	return false;
}

/* The first campaign, where its figure is shown. */
static const struct category *
largest(const struct dataset *d)
{
	size_t i;

	for (i = 0; i < d->key_count; i++)
		if (strncmp(d->keys[i].key, "c-", 2) == 0)
			return d->figures[i].hidden == SHOWN &&
				       d->figures[i].value > 0 && d->n > 0
				   ? &d->keys[i]
				   : NULL;
	return NULL;
}

/* "およそ9割（105件）": what the largest campaign makes of the figure. */
static void
campaigns(struct xmlw *x, const struct figures *f)
{
	const struct dataset *d = dataset_find(&f->sets, "campaigns");
	const struct category *c;
	struct part_value values[] = { { .name = "name" }, { .name = "count" },
		{ .name = "tenths" } };
	int64_t tenths;
	enum lang l;

	if (!is_named(d))
		return;
	c = largest(d);
	if (c == NULL) {
		part_both(x, "p", SAY_REPORT_CAMPAIGN_TABLE, NULL, 0);
		return;
	}
	tenths = (20 * dataset_value(d, c->key, NULL) + d->n) / (2 * d->n);
	for (l = 0; l < LANGS; l++)
		values[0].text.in[l] = part_plain(f->arena, c->name.in[l]);
	values[1].text =
	    part_figure(f->arena, "campaigns", c->key, "submissions");
	values[2].text =
	    label_same(arena_printf(f->arena, "{tenths campaigns %s}", c->key));
	part_both(x, "p",
	    tenths > 0 && tenths < 10 ? SAY_REPORT_CAMPAIGN_TENTHS
				      : SAY_REPORT_CAMPAIGN_COUNT,
	    values, tenths > 0 && tenths < 10 ? 3 : 2);
}

/* The year with the most targeted attacks, or with the fewest. */
static const struct category *
extreme(const struct dataset *d, bool most)
{
	const struct category *found = NULL;
	const struct figure *g, *best = NULL;
	size_t i;

	for (i = 0; i < d->key_count; i++) {
		g = dataset_figure(d, d->keys[i].key, "targeted");
		if (g == NULL || g->hidden != SHOWN || g->partial)
			continue;
		if (best == NULL ||
		    (most ? g->value > best->value : g->value < best->value)) {
			best = g;
			found = &d->keys[i];
		}
	}
	return found;
}

static void
records(struct xmlw *x, const struct figures *f, const struct dataset *d)
{
	const struct category *most = extreme(d, true);
	const struct category *least = extreme(d, false);

	if (most == NULL || most == least)
		return;
	part_both(x, "p", SAY_REPORT_YEARS_RECORDS,
	    (const struct part_value[]){
		{ "most", most->name },
		{ "most-n",
		    part_figure(f->arena, "years", most->key, "targeted") },
		{ "least", least->name },
		{ "least-n",
		    part_figure(f->arena, "years", least->key, "targeted") },
	    },
	    4);
}

static void
years(struct xmlw *x, const struct figures *f)
{
	const struct dataset *d = dataset_find(&f->sets, "years");

	if (!part_is_shown(f, "years"))
		return;
	part_both(x, "p",
	    part_is_drawn(f, "years") ? SAY_REPORT_YEARS
				      : SAY_REPORT_YEARS_TABLE,
	    NULL, 0);
	part_table(x, f, "years", KEYS_IN_COLUMNS);
	part_chart(x, f, "years", "bars");
	records(x, f, d);
}

/* Then readers look for the years before all else. */
static bool
ends_fiscal_year(const struct figures *f)
{
	return strcmp(f->period.last + strlen("2017-"), "03-31") == 0;
}

void
section_figures(struct xmlw *x, const struct figures *f)
{
	struct label title, period = wording_name(f);
	enum lang l;

	for (l = 0; l < LANGS; l++)
		title.in[l] = say_of(f->arena, SAY_REPORT_FIGURES, l, "period",
		    period.in[l], NULL);
	part_open_as(x, "figures", title);
	over(x, f);
	headline_partial(x, f);
	flow(x, f);
	status(x, f);
	told_records(x, f);
	campaigns(x, f);
	part_chart(x, f, "flow", "bars");
	if (ends_fiscal_year(f))
		years(x, f);
	part_close(x, f, "figures");
}

void
section_details(struct xmlw *x, const struct figures *f)
{
	part_open(x, "details", SAY_REPORT_DETAILS);
	fates(x, f);
	items(x, f);
	part_table(x, f, "trend", KEYS_IN_ROWS);
	part_chart(x, f, "trend", "bars");
	part_table(x, f, "targeted", KEYS_IN_COLUMNS);
	part_table(x, f, "months", KEYS_IN_ROWS);
	if (is_named(dataset_find(&f->sets, "campaigns")))
		part_table_shares(x, f, "campaigns");
	withdrawn(x, f);
	hits(x, f);
	part_table_shares(x, f, "classes");
	part_chart(x, f, "classes", "shares");
	part_table(x, f, "bec", KEYS_IN_ROWS);
	part_table(x, f, "bec-types", KEYS_IN_ROWS);
	if (!ends_fiscal_year(f))
		years(x, f);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}
