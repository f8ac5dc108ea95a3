#include <stdlib.h>

#include "batch/count/label.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/xml/xmlwrite.h"

struct label
label_say(enum say what)
{
	return (struct label){ { say(what, LANG_JA), say(what, LANG_EN) } };
}

struct label
label_name(const struct roster_name *n)
{
	return (struct label){ { n->ja, n->en == NULL ? n->ja : n->en } };
}

struct label
label_same(const char *words)
{
	return (struct label){ { words, words } };
}

static const char *
number(struct arena *a, const char *digits)
{
	return arena_printf(a, "%d", atoi(digits));
}

struct label
label_day(struct arena *a, const char *day)
{
	struct label l;

	l.in[LANG_EN] = arena_strdup(a, day);
	l.in[LANG_JA] =
	    say_of(a, SAY_REPORT_ISSUED, LANG_JA, "year", number(a, day),
		"month", number(a, day + 5), "day", number(a, day + 8), NULL);
	return l;
}

struct label
label_month_name(const char *day)
{
	static const enum say months[] = { SAY_DATASET_MONTH_1,
		SAY_DATASET_MONTH_2, SAY_DATASET_MONTH_3, SAY_DATASET_MONTH_4,
		SAY_DATASET_MONTH_5, SAY_DATASET_MONTH_6, SAY_DATASET_MONTH_7,
		SAY_DATASET_MONTH_8, SAY_DATASET_MONTH_9, SAY_DATASET_MONTH_10,
		SAY_DATASET_MONTH_11, SAY_DATASET_MONTH_12 };

	return label_say(months[(unsigned)(atoi(day + 5) + 11) % 12]);
}

struct label
label_month(struct arena *a, const char *day)
{
	struct label l = label_month_name(day);
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(a, SAY_DATASET_MONTH_OF, lang, "year",
		    number(a, day), "month", l.in[lang], NULL);
	return l;
}

void
label_write(struct xmlw *x, const struct label *l)
{
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++) {
		xmlw_start(x, "t");
		xmlw_attr(x, "xml:lang", lang_word(lang));
		xmlw_visible(x, l->in[lang]);
		xmlw_end(x);
	}
}
