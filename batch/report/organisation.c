#include <inttypes.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/figures.h"
#include "batch/report/chronology.h"
#include "batch/report/organisation.h"
#include "batch/report/parts.h"
#include "batch/report/wording.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/xml/xmlwrite.h"

static struct label
say_if(bool it_is_so, enum say what)
{
	return it_is_so ? label_say(what) : label_same("");
}

static const char *
count_text(const struct figures *f, int64_t n)
{
	return arena_printf(f->arena, "%" PRId64, n);
}

/* Of the roster's name, in prose. */
static struct label
name_of(const struct figures *f, const struct roster_audience *a)
{
	struct label l = label_name(&a->name);
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = part_plain(f->arena, l.in[lang]);
	return l;
}

/* From how many industries and organisations; empty where it is as it was. */
static struct label
before(const struct figures *f)
{
	const struct dataset *members = dataset_find(&f->sets, "membership");
	const struct dataset *groups = dataset_find(&f->sets, "groups");
	int64_t was = dataset_value(members, "total", "previous");
	struct label l = label_same(""), end;
	char day[11];
	enum lang lang;

	if (was == 0 || (was == dataset_value(members, "total", "members") &&
			    dataset_value(groups, "sig", "previous") ==
				dataset_value(groups, "sig", "count")))
		return l;
	clock_date_plus(f->period.first, -1, day);
	end = wording_end_of(f, day);
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_ORGANISATION_BEFORE,
		    lang, "end", end.in[lang], NULL);
	return l;
}

/* "およびその会員約5,500組織". */
static const char *
behind(const struct figures *f, const struct roster_audience *a, enum lang lang)
{
	if (a->behind == 0)
		return "";
	return say_of(f->arena, SAY_REPORT_ORGANISATION_BEHIND, lang, "about",
	    a->about ? say(SAY_REPORT_ORGANISATION_ABOUT, lang) : "", "behind",
	    part_figure(f->arena, "schemes", a->id, "behind").in[lang], NULL);
}

static struct label
scheme(const struct figures *f, const struct roster_audience *a)
{
	struct label name = name_of(f, a), l;
	enum say unit = a->organisations ? SAY_REPORT_ORGANISATION_ORGANISATIONS
					 : SAY_REPORT_ORGANISATION_BODIES;
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_ORGANISATION_SCHEME,
		    lang, "name", name.in[lang], "bodies",
		    part_figure(f->arena, "schemes", a->id, "bodies").in[lang],
		    "unit", say(unit, lang), "behind", behind(f, a, lang),
		    NULL);
	return l;
}

static struct label
schemes(const struct figures *f)
{
	const struct dataset *d = dataset_find(&f->sets, "schemes");
	struct label list = { { NULL, NULL } }, l = label_same("");
	const struct roster_audience *a;
	enum lang lang;
	size_t i;

	for (i = 0; i < d->key_count; i++) {
		a = roster_audience(f->hub->roster, d->keys[i].key);
		if (a != NULL)
			list = wording_list(f, list, scheme(f, a));
	}
	for (lang = 0; list.in[LANG_JA] != NULL && lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_ORGANISATION_SCHEMES,
		    lang, "count", count_text(f, (int64_t)d->key_count), "list",
		    list.in[lang], NULL);
	return l;
}

/* "2019年7月～9月期（以下、本四半期）". */
static struct label
named(const struct figures *f)
{
	struct label period = wording_period(f), term = wording_term(f), l;
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena,
		    f->period.year ? SAY_REPORT_ORGANISATION_YEAR
				   : SAY_REPORT_ORGANISATION_QUARTER,
		    lang, "period", period.in[lang], "term", term.in[lang],
		    NULL);
	return l;
}

/* From how many industries and organisations to how many; schemes beside. */
static void
state(struct xmlw *x, const struct figures *f)
{
	const struct dataset *members = dataset_find(&f->sets, "membership");
	bool changed = dataset_find(&f->sets, "changes")->key_count > 0;
	bool several = dataset_value(members, "total", "distinct") <
		       dataset_value(members, "total", "members");
	const struct part_value values[] = {
		{ "named", named(f) },
		{ "happened",
		    label_say(changed ? SAY_REPORT_ORGANISATION_CHANGED
				      : SAY_REPORT_ORGANISATION_UNCHANGED) },
		{ "before", before(f) },
		{ "several", say_if(several, SAY_REPORT_ORGANISATION_SEVERAL) },
		{ "schemes", schemes(f) },
		{ "became",
		    label_say(changed ? SAY_REPORT_ORGANISATION_BECAME
				      : SAY_REPORT_ORGANISATION_STAYED) },
		{ "sigs", label_same(count_text(
			      f, dataset_value(dataset_find(&f->sets, "groups"),
				     "sig", "count"))) },
		{ "organisations",
		    label_same(count_text(
			f, dataset_value(members, "total", "members"))) },
	};

	part_both(x, "p", SAY_REPORT_ORGANISATION_STATE, values, 8);
}

static const struct {
	const char *cause;
	enum say text;
} causes[] = {
	{ "joined", SAY_REPORT_CHANGE_JOINED },
	{ "withdrawal", SAY_REPORT_CHANGE_WITHDRAWAL },
	{ "reorganisation", SAY_REPORT_CHANGE_REORGANISATION },
	{ "left", SAY_REPORT_CHANGE_LEFT },
	{ "joined-and-left", SAY_REPORT_CHANGE_JOINED_AND_LEFT },
};

/* The SIG of a change, whose key is "gas.2017-07"; where the roster knows it
 * no more, by its id. */
static struct label
sig_of(const struct figures *f, const struct category *c)
{
	const char *id = arena_strndup(f->arena, c->key, strcspn(c->key, "."));
	const struct roster_audience *a = roster_audience(f->hub->roster, id);
	struct label l;
	size_t n;

	if (a == NULL)
		return label_same(id);
	l = name_of(f, a);
	n = strlen(l.in[LANG_JA]);
	if (n < 3 || strcmp(l.in[LANG_JA] + n - 3, "SIG") != 0)
		l.in[LANG_JA] = arena_printf(f->arena, "%sSIG", l.in[LANG_JA]);
	return l;
}

static struct label
month_of(const struct figures *f, const struct category *c)
{
	return label_month(f->arena, strchr(c->key, '.') + 1);
}

static void
change(struct xmlw *x, const struct figures *f, const struct dataset *d,
    const struct category *c, enum lang l)
{
	const struct part_value values[] = {
		{ "month", month_of(f, c) },
		{ "sig", sig_of(f, c) },
		{ "from", part_figure(f->arena, d->id, c->key, "from") },
		{ "to", part_figure(f->arena, d->id, c->key, "to") },
	};
	size_t i;

	for (i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (strcmp(c->group, causes[i].cause) == 0)
			part_prose(x, causes[i].text, l, values, 4);
}

static bool
is_founding(const struct category *c)
{
	return strcmp(c->group, "founded") == 0;
}

/* SIGs that were founded in one month, from the i-th on; how many. */
static size_t
founded(struct xmlw *x, const struct figures *f, const struct dataset *d,
    size_t i, enum lang l)
{
	const char *month = strchr(d->keys[i].key, '.');
	struct part_value values[] = {
		{ "month", month_of(f, &d->keys[i]) },
		{ .name = "list" },
		{ .name = "each" },
	};
	const char *one, *list = NULL;
	size_t n;

	for (n = 0; i + n < d->key_count && is_founding(&d->keys[i + n]) &&
		    strcmp(strchr(d->keys[i + n].key, '.'), month) == 0;
	     n++) {
		one = say_of(f->arena, SAY_REPORT_CHANGE_FOUNDED_SIG, l, "sig",
		    sig_of(f, &d->keys[i + n]).in[l], "to",
		    part_figure(f->arena, d->id, d->keys[i + n].key, "to")
			.in[l],
		    NULL);
		list = list == NULL ? one
				    : say_of(f->arena, SAY_REPORT_LIST, l,
					  "list", list, "next", one, NULL);
	}
	values[1].text.in[l] = list;
	values[2].text = label_say(n == 1 ? SAY_REPORT_CHANGE_FOUNDED_ONE
					  : SAY_REPORT_CHANGE_FOUNDED_EACH);
	part_prose(x, SAY_REPORT_CHANGE_FOUNDED, l, values, 3);
	return n;
}

static void
changes(struct xmlw *x, const struct figures *f, const char *id, enum lang l)
{
	const struct dataset *d = dataset_find(&f->sets, id);
	size_t i = 0;

	if (d == NULL || d->key_count == 0)
		return;
	xmlw_start(x, "list");
	xmlw_attr(x, "xml:lang", lang_word(l));
	xmlw_blank(x, "\n");
	while (i < d->key_count) {
		xmlw_start(x, "item");
		if (is_founding(&d->keys[i])) {
			i += founded(x, f, d, i, l);
		} else {
			change(x, f, d, &d->keys[i], l);
			i++;
		}
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* On the day of the report, and what happened up to it. */
static void
today(struct xmlw *x, const struct figures *f)
{
	struct part_value values[] = { { .name = "day" } };
	char day[11];
	enum lang l;

	if (dataset_find(&f->sets, "today") == NULL)
		return;
	clock_day(f->at, day);
	values[0].text = label_day(f->arena, day);
	part_both(x, "p", SAY_REPORT_ORGANISATION_TODAY, values, 1);
	for (l = 0; l < LANGS; l++)
		changes(x, f, "changes-since", l);
}

/* Those that get it where a provider allows, or in grave cases. */
static void
agencies(struct xmlw *x, const struct figures *f, bool grave)
{
	const struct dataset *d = dataset_find(&f->sets, "agencies");
	struct part_value values[] = { { "list", { { NULL, NULL } } } };
	const struct roster_audience *a;
	size_t i;

	for (i = 0; i < d->key_count; i++) {
		a = roster_audience(f->hub->roster, d->keys[i].key);
		if (a != NULL && a->grave == grave)
			values[0].text =
			    wording_list(f, values[0].text, name_of(f, a));
	}
	if (values[0].text.in[LANG_JA] != NULL)
		part_both(x, "p",
		    grave ? SAY_REPORT_ORGANISATION_GRAVE
			  : SAY_REPORT_ORGANISATION_AGENCIES,
		    values, 1);
}

void
section_organisation(struct xmlw *x, const struct figures *f)
{
	enum lang l;

	part_open(x, "organisation", SAY_REPORT_ORGANISATION);
	state(x, f);
	for (l = 0; l < LANGS; l++)
		changes(x, f, "changes", l);
	today(x, f);
	agencies(x, f, false);
	agencies(x, f, true);
	part_chart(x, f, "membership", "organisation");
	if (f->period.year)
		chronology_write(x, f);
	part_close(x, f, "organisation");
}

/* What the picture shows, in rows: at the end, for the first table that readers
 * look for is that of what was submitted and shared. */
void
organisation_tables(struct xmlw *x, const struct figures *f)
{
	const struct part_value values[] = {
		{ "end", wording_end_of(f, f->period.last) },
	};

	if (part_is_shown(f, "membership"))
		part_both(x, "p", SAY_REPORT_STATISTICS_MEMBERS, values, 1);
	part_table(x, f, "membership", KEYS_IN_ROWS);
	if (part_is_shown(f, "schemes"))
		part_both(x, "p", SAY_REPORT_STATISTICS_SCHEMES, NULL, 0);
	part_table(x, f, "schemes", KEYS_IN_ROWS);
}
