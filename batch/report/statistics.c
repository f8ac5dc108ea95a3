#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/organisation.h"
#include "batch/report/parts.h"
#include "batch/report/statistics.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlwrite.h"

#define FIRST 3 /* that are named in words */

static bool
hides_nothing(const struct dataset *d)
{
	size_t i;

	for (i = 0; i < d->key_count; i++)
		if (d->figures[i].hidden != SHOWN)
			return false;
	return true;
}

/* "The first three are ...", by region; empty where a hidden cell may be one of
 * them, or there are no three. */
static struct label
first_three(const struct figures *f, const struct dataset *d)
{
	const struct category *k[FIRST];
	struct label share, l = label_same("");
	size_t i, n = 0;
	enum lang lang;

	for (i = 0; i < d->key_count && n < FIRST; i++)
		if (d->figures[i].value > 0 &&
		    strcmp(d->keys[i].key, "unknown") != 0)
			k[n++] = &d->keys[i];
	if (n < FIRST || !hides_nothing(d) || strstr(d->id, "region") == NULL)
		return l;
	share = label_same(arena_printf(f->arena, "{share %s %s+%s+%s}", d->id,
	    k[0]->key, k[1]->key, k[2]->key));
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_STATISTICS_FIRST, lang,
		    "a", k[0]->name.in[lang], "b", k[1]->name.in[lang], "c",
		    k[2]->name.in[lang], "share", share.in[lang], NULL);
	return l;
}

/* "2013年度（N=233）", over the columns of a year. */
static void
year_head(struct xmlw *x, const struct figures *f, int year, int64_t n)
{
	struct label l;
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_STATISTICS_YEAR, lang,
		    "year", arena_printf(f->arena, "%d", year), "n",
		    arena_printf(f->arena, "%" PRId64, n), NULL);
	part_label(x, "head", l);
}

/* With the year before beside it, where that was told. */
static void
table(struct xmlw *x, const struct figures *f, const struct dataset *d)
{
	const char *id = arena_printf(f->arena, "%s-before", d->id);
	const struct dataset *before = dataset_find(&f->sets, id);
	int year = atoi(f->period.first);

	if (before == NULL || d->withheld || d->key_count == 0) {
		part_table_shares(x, f, d->id);
		return;
	}
	part_table_open(
	    x, f, d->id, &(struct part_look){ .shares = true, .beside = id });
	year_head(x, f, year, d->n);
	year_head(x, f, year - 1, before->n);
	part_table_close(x);
}

static void
one(struct xmlw *x, const struct figures *f, const char *id)
{
	const struct dataset *d = dataset_find(&f->sets, id);

	if (part_is_drawn(f, id))
		part_both(x, "p", SAY_REPORT_STATISTICS_FIGURE,
		    (const struct part_value[]){
			{ "title", d->title },
			{ "table", label_same(arena_printf(
				       f->arena, "{table %s}", id)) },
			{ "figure", label_same(arena_printf(
					f->arena, "{figure %s}", id)) },
			{ "first", first_three(f, d) },
		    },
		    4);
	table(x, f, d);
	part_chart(x, f, id, "shares");
}

/* Why each N is what it is. */
static void
why(struct xmlw *x)
{
	static const enum say reasons[] = { SAY_REPORT_STATISTICS_WHY_MAILS,
		SAY_REPORT_STATISTICS_WHY_FILES,
		SAY_REPORT_STATISTICS_WHY_DESTINATIONS };
	enum lang l;
	size_t i;

	part_lead(x, SAY_REPORT_STATISTICS_WHY);
	for (l = 0; l < LANGS; l++) {
		xmlw_start(x, "list");
		xmlw_attr(x, "xml:lang", lang_word(l));
		for (i = 0; i < 3; i++) {
			xmlw_start(x, "item");
			part_prose(x, reasons[i], l, NULL, 0);
			xmlw_end(x);
		}
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

/* From which day the databases were in which regions were looked up. */
static struct label
databases(const struct figures *f)
{
	struct label first, last, l;
	enum lang lang;

	first = label_day(f->arena, f->regions_first);
	if (strcmp(f->regions_first, f->regions_last) == 0)
		return first;
	last = label_day(f->arena, f->regions_last);
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_STATISTICS_DATABASES,
		    lang, "first", first.in[lang], "last", last.in[lang], NULL);
	return l;
}

void
section_statistics(struct xmlw *x, const struct figures *f)
{
	static const char *const ids[] = { "source-region", "c2-region",
		"mail-kind", "attachment-kind" };
	size_t i;

	part_open(x, "annex", SAY_REPORT_STATISTICS);
	part_both(x, "p", SAY_REPORT_STATISTICS_OVER, NULL, 0);
	part_both(x, "note", SAY_REPORT_STATISTICS_UNKNOWN, NULL, 0);
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		one(x, f, ids[i]);
	why(x);
	if (f->regions_first != NULL)
		part_both(x, "note", SAY_REPORT_STATISTICS_REGIONS,
		    (const struct part_value[]){
			{ "databases", databases(f) },
		    },
		    1);
	organisation_tables(x, f);
	part_close(x, f, "statistics");
}
