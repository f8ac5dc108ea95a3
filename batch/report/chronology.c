#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/chronology.h"
#include "batch/report/parts.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/history.h"
#include "formats/config/roster.h"
#include "formats/xml/xmlwrite.h"

/* Of one day, month or year; order: as it was found. */
struct happening {
	const char *when;
	struct label what;
	size_t order;
};

static void
add(const struct figures *f, struct happening **list, size_t *count,
    const char *when, struct label what)
{
	struct happening *h;

	if (strncmp(when, f->period.last, strlen(when)) > 0)
		return;
	h = arena_push(f->arena, list, count, sizeof(*h));
	h->when = when;
	h->what = what;
	h->order = *count;
}

static const enum say begins[] = {
	[AUDIENCE_SIG] = SAY_REPORT_CHRONOLOGY_SIG,
	[AUDIENCE_SCHEME] = SAY_REPORT_CHRONOLOGY_SCHEME,
	[AUDIENCE_AGENCY] = SAY_REPORT_CHRONOLOGY_AGENCY,
};

static struct label
about(const struct figures *f, const struct roster_audience *a, enum say what)
{
	struct label name = label_name(&a->name), l;
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] =
		    say_of(f->arena, what, lang, "name", name.in[lang], NULL);
	return l;
}

static int
chronology_order(const void *x, const void *y)
{
	const struct happening *a = x, *b = y;
	int r = strcmp(a->when, b->when);

	return r != 0 ? r : a->order < b->order ? -1 : 1;
}

static struct happening *
happenings(const struct figures *f, size_t *count)
{
	const struct roster *r = f->hub->roster;
	const struct history *h = f->history;
	struct happening *list = NULL;
	const struct roster_audience *a;
	size_t i;

	*count = 0;
	for (i = 0; h != NULL && i < h->event_count; i++)
		add(f, &list, count, h->events[i].when,
		    (struct label){ { h->events[i].ja, h->events[i].en } });
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		add(f, &list, count, arena_strndup(f->arena, a->span.from, 7),
		    about(f, a, begins[a->kind]));
		if (*a->span.until != '\0')
			add(f, &list, count,
			    arena_strndup(f->arena, a->span.until, 7),
			    about(f, a, SAY_REPORT_CHRONOLOGY_END));
	}
	if (*count > 1)
		qsort(list, *count, sizeof(*list), chronology_order);
	return list;
}

/* A day, a month or a year, as people write it. */
static struct label
time_of(const struct figures *f, const char *when)
{
	struct label l;
	enum lang lang;

	if (strlen(when) == 10)
		return label_day(f->arena, when);
	if (strlen(when) == 7)
		return label_month(f->arena, when);
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] =
		    say_of(f->arena, SAY_REPORT_YEAR, lang, "year", when, NULL);
	return l;
}

/* All of one time are one row. */
static size_t
row(struct xmlw *x, const struct figures *f, const struct happening *h,
    size_t count, size_t number)
{
	struct label what = h->what;
	enum lang l;
	size_t i;

	for (i = 1; i < count && strcmp(h[i].when, h->when) == 0; i++)
		for (l = 0; l < LANGS; l++)
			what.in[l] = say_of(f->arena, SAY_REPORT_LIST, l,
			    "list", what.in[l], "next", h[i].what.in[l], NULL);
	xmlw_start(x, "row");
	xmlw_leaf(x, "cell", arena_printf(f->arena, "%zu", number));
	part_label(x, "cell", time_of(f, h->when));
	part_label(x, "cell", what);
	xmlw_end(x);
	xmlw_blank(x, "\n");
	return i;
}

static void
head(struct xmlw *x, enum say what)
{
	struct label name = label_say(what);

	xmlw_start(x, "head");
	xmlw_attr(x, "wide", what == SAY_REPORT_CHRONOLOGY_WHAT ? "yes" : NULL);
	label_write(x, &name);
	xmlw_end(x);
}

void
chronology_write(struct xmlw *x, const struct figures *f)
{
	struct happening *list;
	size_t count, i = 0, number = 0;

	list = happenings(f, &count);
	if (count == 0)
		return;
	part_both(x, "p", SAY_REPORT_CHRONOLOGY_INTRO, NULL, 0);
	xmlw_start(x, "rows");
	xmlw_attr(x, "id", "chronology");
	part_label(x, "title", label_say(SAY_REPORT_CHRONOLOGY));
	xmlw_blank(x, "\n");
	head(x, SAY_REPORT_HEAD_NUMBER);
	head(x, SAY_REPORT_CHRONOLOGY_WHEN);
	head(x, SAY_REPORT_CHRONOLOGY_WHAT);
	while (i < count)
		i += row(x, f, list + i, count - i, ++number);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}
