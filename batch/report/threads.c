#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "batch/report/threads.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/report/timeline.h"
#include "formats/xml/xmlwrite.h"

/* No item's name stands in a report: an exchange is known by its place. */
static const char *
number(struct arena *a, const char **last, const char *item, unsigned *count)
{
	if (*last == NULL || strcmp(*last, item) != 0) {
		*last = arena_strdup(a, item);
		++*count;
	}
	return arena_printf(a, "%u", *count);
}

/* One step as an analyst gave it. */
struct written {
	struct timeline_step step;
	const char *text;
};

static struct written *
load(const struct figures *f, size_t *count)
{
	struct written *list = NULL, *w;
	struct stmt *s;
	const char *item = NULL;
	unsigned exchange = 0;

	*count = 0;
	s = db_query(f->hub->db, SQL_REPORT_THREADS, "tti", f->period.last,
	    f->period.first, f->at);
	while (db_row(s)) {
		w = arena_push(f->arena, &list, count, sizeof(*w));
		w->step.column =
		    number(f->arena, &item, db_text(s, 0), &exchange);
		w->step.kind = db_textdup(s, 1, f->arena);
		w->text = db_textdup(s, 2, f->arena);
		if (db_int(s, 3) == 0)
			continue;
		clock_day(db_int(s, 3), w->step.day);
		w->step.days = clock_days(w->step.day);
	}
	return list;
}

static bool
of_one(const struct written *a, const struct written *b)
{
	return strcmp(a->step.column, b->step.column) == 0;
}

/* Days run down: those of one day as they were written, and what has no day
 * behind what it was written behind. */
static void
in_time(struct written *list, size_t count)
{
	struct written w;
	size_t i, k;

	for (i = 1; i < count; i++)
		if (*list[i].step.day == '\0' && of_one(&list[i], &list[i - 1]))
			list[i].step.days = list[i - 1].step.days;
	for (i = 1; i < count; i++) {
		w = list[i];
		for (k = i; k > 0 && of_one(&w, &list[k - 1]) &&
			    list[k - 1].step.days > w.step.days;
		     k--)
			list[k] = list[k - 1];
		list[k] = w;
	}
}

/* Every step of every exchange; text: what each says. */
static struct timeline_step *
steps_of(const struct figures *f, const char ***text, size_t *count)
{
	struct timeline_step *steps = NULL;
	struct written *list;
	size_t n = 0, m = 0, i;

	list = load(f, count);
	in_time(list, *count);
	for (i = 0; i < *count; i++) {
		*(struct timeline_step *)arena_push(
		    f->arena, &steps, &n, sizeof(*steps)) = list[i].step;
		*(const char **)arena_push(f->arena, text, &m, sizeof(**text)) =
		    list[i].text;
	}
	return steps;
}

/* An element for each exchange. */
static void
tables(struct xmlw *x, const struct timeline_step *steps,
    const char *const *text, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i == 0 ||
		    strcmp(steps[i - 1].column, steps[i].column) != 0) {
			xmlw_start(x, "thread");
			xmlw_attr(x, "number", steps[i].column);
		}
		xmlw_start(x, "step");
		xmlw_attr(x, "kind", steps[i].kind);
		xmlw_attr(
		    x, "day", *steps[i].day == '\0' ? NULL : steps[i].day);
		part_outside(x, text[i]);
		xmlw_end(x);
		if (i + 1 == count ||
		    strcmp(steps[i].column, steps[i + 1].column) != 0) {
			xmlw_end(x);
			xmlw_blank(x, "\n");
		}
	}
}

void
section_threads(struct xmlw *x, const struct figures *f)
{
	struct timeline_step *steps;
	const char **text = NULL;
	size_t count;

	part_open(x, "threads", SAY_REPORT_THREADS);
	steps = steps_of(f, &text, &count);
	if (count > 0)
		part_both(x, "p", SAY_REPORT_THREADS_INTRO, NULL, 0);
	timeline_write(x, f->arena, steps, count);
	tables(x, steps, text, count);
	part_close(x, f, "threads");
}
