#include <string.h>

#include "batch/count/bec.h"
#include "batch/count/figures.h"
#include "batch/report/bec.h"
#include "batch/report/parts.h"
#include "formats/base/mem.h"
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
	struct part_value values[] = { { .name = "kinds" } };
	enum lang l;

	if (count == 0)
		part_both(x, "p", SAY_REPORT_BEC_NONE, NULL, 0);
	else if (told < count)
		part_both(x, "p", SAY_REPORT_BEC_CLOSED, NULL, 0);
	if (told == 0)
		return;
	for (l = 0; l < LANGS; l++)
		values[0].text.in[l] = kinds(f, d, l);
	part_both(x, "p",
	    told < count ? SAY_REPORT_BEC_KINDS : SAY_REPORT_BEC_SUMMARY,
	    values, 1);
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

static void
row(struct xmlw *x, const struct figures *f, const struct bec_case *c,
    size_t number)
{
	xmlw_start(x, "row");
	xmlw_leaf(x, "cell", arena_printf(f->arena, "%zu", number));
	xmlw_leaf(x, "cell", c->day);
	part_label(x, "cell", bec_type(c->type));
	part_label(x, "cell", label_say(victim(c->victim)));
	part_label(x, "cell",
	    label_say(c->damage ? SAY_REPORT_BEC_YES : SAY_REPORT_BEC_NO));
	part_label(x, "cell",
	    c->partial ? label_say(SAY_REPORT_BEC_ESTIMATED) : label_same("-"));
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
rows(struct xmlw *x, const struct figures *f, const struct bec_case *list,
    size_t count)
{
	static const enum say heads[] = { SAY_REPORT_BEC_NUMBER,
		SAY_REPORT_BEC_DAY, SAY_REPORT_BEC_TYPE, SAY_REPORT_BEC_VICTIM,
		SAY_REPORT_BEC_DAMAGE, SAY_REPORT_BEC_REMARK };
	size_t number = 0, i;

	xmlw_start(x, "rows");
	part_label(x, "title", label_say(SAY_REPORT_BEC_ROWS));
	xmlw_blank(x, "\n");
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		part_label(x, "head", label_say(heads[i]));
	for (i = 0; i < count; i++)
		if (list[i].told)
			row(x, f, &list[i], ++number);
	xmlw_end(x);
	xmlw_blank(x, "\n");
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
	part_table(x, f, "bec", KEYS_IN_ROWS);
	part_table(x, f, "bec-types", KEYS_IN_ROWS);
	if (told > 0)
		rows(x, f, list, count);
	part_close(x, f, "bec");
}
