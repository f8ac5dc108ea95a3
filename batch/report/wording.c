#include <stdlib.h>

#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "batch/report/wording.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct label
wording_period(const struct figures *f)
{
	struct label from = label_month_name(f->period.first);
	struct label to = label_month_name(f->period.last), l;
	const char *year = arena_strndup(f->arena, f->period.first, 4);
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] =
		    f->period.year
			? say_of(f->arena, SAY_REPORT_PERIOD_YEAR, lang, "year",
			      year, "next",
			      arena_strndup(f->arena, f->period.last, 4), NULL)
			: say_of(f->arena, SAY_REPORT_PERIOD_QUARTER, lang,
			      "year", year, "from", from.in[lang], "to",
			      to.in[lang], NULL);
	return l;
}

struct label
wording_name(const struct figures *f)
{
	struct label l;
	enum lang lang;

	if (!f->period.year)
		return wording_period(f);
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_DATASET_YEARS_YEAR, lang,
		    "year", arena_strndup(f->arena, f->period.first, 4), NULL);
	return l;
}

struct label
wording_term(const struct figures *f)
{
	return label_say(
	    f->period.year ? SAY_REPORT_TERM_YEAR : SAY_REPORT_TERM_QUARTER);
}

struct label
wording_end_of(const struct figures *f, const char *day)
{
	struct label month = label_month(f->arena, day), l;
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_REPORT_END_OF, lang, "month",
		    month.in[lang], NULL);
	return l;
}

/* Settings, in prose; one without an English form goes by the Japanese one. */
static struct label
set(const struct figures *f, const char *ja, const char *en)
{
	return (struct label){ { part_plain(f->arena, ja),
	    part_plain(f->arena, *en == '\0' ? ja : en) } };
}

struct label
wording_hub(const struct figures *f)
{
	const struct settings *s = &f->hub->settings;

	return set(f, s->short_name, s->short_name_en);
}

struct label
wording_initiative(const struct figures *f)
{
	const struct settings *s = &f->hub->settings;

	return *s->initiative == '\0' ? set(f, s->name, s->name_en)
				      : set(f, s->initiative, s->initiative_en);
}

struct label
wording_who(const struct figures *f)
{
	const char *name = f->hub->settings.initiative_short;

	if (*name == '\0')
		return label_same("");
	name = part_plain(f->arena, name);
	return (struct label){ { name, arena_printf(f->arena, "%s ", name) } };
}

struct label
wording_list(const struct figures *f, struct label list, struct label next)
{
	enum lang l;

	for (l = 0; l < LANGS; l++)
		if (list.in[l] == NULL)
			list.in[l] = next.in[l];
		else
			list.in[l] = say_of(f->arena, SAY_REPORT_LIST, l,
			    "list", list.in[l], "next", next.in[l], NULL);
	return list;
}
