#include <string.h>

#include "batch/count/bec.h"
#include "batch/count/figures.h"
#include "batch/report/bec.h"
#include "batch/report/parts.h"
#include "batch/report/wording.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/xml/xmlwrite.h"

/* "Forged invoice 2, Stolen mail account 1", numbers as pointers. */
static const char *
kinds(const struct figures *f, const struct dataset *d, enum lang l)
{
	const char *list = NULL, *one;
	struct label cases;
	size_t i;

	for (i = 0; i < d->key_count; i++) {
		cases = part_figure(f->arena, d->id, d->keys[i].key, "cases");
		one = say_of(f->arena, SAY_REPORT_BEC_KIND, l, "kind",
		    d->keys[i].name.in[l], "cases", cases.in[l], NULL);
		list = list == NULL ? one
				    : say_of(f->arena, SAY_REPORT_BEC_LIST, l,
					  "list", list, "next", one, NULL);
	}
	return list;
}

/* How many, with damage how many, and of which kinds those are that are told,
 * the numbers from where the tables have them. */
static void
summary(struct xmlw *x, const struct figures *f, size_t count, size_t told)
{
	const struct dataset *d = dataset_find(&f->sets, "bec-types");
	bool damage =
	    dataset_value(dataset_find(&f->sets, "bec"), "damage", NULL) > 0;
	struct part_value values[] = {
		{ "term", wording_term(f) },
		{ "count", label_same(arena_printf(f->arena, "%zu", count)) },
		{ "damage", label_say(damage ? SAY_REPORT_BEC_DAMAGED
					     : SAY_REPORT_BEC_UNDAMAGED) },
		{ "see", label_say(SAY_REPORT_BEC_SEE) },
		{ .name = "kinds" },
	};
	enum lang l;

	if (count == 0)
		part_both(x, "p", SAY_REPORT_BEC_NONE, values, 1);
	else if (told < count)
		part_both(x, "p", SAY_REPORT_BEC_CLOSED, values, 3);
	if (told == 0)
		return;
	for (l = 0; l < LANGS; l++)
		values[4].text.in[l] = kinds(f, d, l);
	part_both(x, "p",
	    told < count ? SAY_REPORT_BEC_KINDS : SAY_REPORT_BEC_SUMMARY,
	    values, 5);
}

static enum say
victim(const char *word)
{
	if (strcmp(word, "partner") == 0)
		return SAY_REPORT_BEC_PARTNER;
	if (strcmp(word, "group") == 0)
		return SAY_REPORT_BEC_GROUP;
	return SAY_REPORT_BEC_ITSELF;
}

/* What kind of fraud it was, against whom, and what an analyst tells of it. */
static struct label
outline(const struct figures *f, const struct bec_case *c)
{
	struct label type = bec_type(c->type),
		     who = label_say(victim(c->victim));
	struct label l;
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++) {
		l.in[lang] = say_of(f->arena, SAY_REPORT_BEC_KIND_OF, lang,
		    "type", type.in[lang], "target", who.in[lang], NULL);
		if (c->outline != NULL)
			l.in[lang] = say_of(f->arena, SAY_REPORT_BEC_OUTLINE,
			    lang, "kind", l.in[lang], "outline",
			    text_unlink(f->arena, c->outline, false), NULL);
	}
	return l;
}

static void
row(struct xmlw *x, const struct figures *f, const struct bec_case *c,
    size_t number)
{
	xmlw_start(x, "row");
	xmlw_leaf(x, "cell", arena_printf(f->arena, "%zu", number));
	part_label(x, "cell", label_day(f->arena, c->day));
	part_label(x, "cell", outline(f, c));
	part_label(x, "cell",
	    label_say(c->damage ? SAY_REPORT_BEC_YES : SAY_REPORT_BEC_NO));
	part_label(x, "cell",
	    c->partial ? label_say(SAY_REPORT_BEC_ESTIMATED) : label_same("-"));
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* What happened has the room. */
static void
head(struct xmlw *x, enum say what)
{
	struct label name = label_say(what);

	xmlw_start(x, "head");
	xmlw_attr(x, "wide", what == SAY_REPORT_BEC_TYPE ? "yes" : NULL);
	label_write(x, &name);
	xmlw_end(x);
}

static void
rows(struct xmlw *x, const struct figures *f, const struct bec_case *list,
    size_t count)
{
	static const enum say heads[] = { SAY_REPORT_BEC_NUMBER,
		SAY_REPORT_BEC_DAY, SAY_REPORT_BEC_TYPE, SAY_REPORT_BEC_DAMAGE,
		SAY_REPORT_BEC_REMARK };
	size_t number = 0, i;

	xmlw_start(x, "rows");
	xmlw_attr(x, "id", "bec-cases");
	part_label(x, "title", label_say(SAY_REPORT_BEC_ROWS));
	xmlw_blank(x, "\n");
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		head(x, heads[i]);
	for (i = 0; i < count; i++)
		if (list[i].told)
			row(x, f, &list[i], ++number);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* Whether every one may be told, and came in mails of that language. */
static bool
all_in(const struct bec_case *list, size_t count, const char *language)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!list[i].told || list[i].language == NULL ||
		    strcmp(list[i].language, language) != 0)
			return false;
	return count > 0;
}

static void
language(struct xmlw *x, const struct figures *f, const struct bec_case *list,
    size_t count)
{
	const struct part_value values[] = {
		{ "count", label_same(arena_printf(f->arena, "%zu", count)) },
	};

	if (all_in(list, count, "en"))
		part_both(x, "p", SAY_REPORT_BEC_ENGLISH, values, 1);
}

static size_t
count_told(const struct bec_case *list, size_t count)
{
	size_t told = 0, i;

	for (i = 0; i < count; i++)
		told += list[i].told;
	return told;
}

void
section_bec(struct xmlw *x, const struct figures *f)
{
	struct bec_case *list;
	size_t count, told;

	list = bec_cases(f, &count);
	told = count_told(list, count);
	part_open(x, "bec", SAY_REPORT_BEC);
	summary(x, f, count, told);
	language(x, f, list, count);
	if (told > 0)
		rows(x, f, list, count);
	part_close(x, f, "bec");
}
