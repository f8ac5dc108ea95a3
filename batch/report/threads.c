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

/* Every step of every exchange; text: what each says. */
static struct timeline_step *
load(const struct figures *f, const char ***text, size_t *count)
{
	struct timeline_step *steps = NULL, *step;
	struct stmt *s;
	const char *item = NULL;
	unsigned exchange = 0;
	size_t n = 0;

	*count = 0;
	s = db_query(f->hub->db, SQL_REPORT_THREADS, "tti", f->period.last,
	    f->period.first, f->at);
	while (db_row(s)) {
		step = arena_push(f->arena, &steps, count, sizeof(*step));
		step->column =
		    number(f->arena, &item, db_text(s, 0), &exchange);
		step->kind = db_textdup(s, 1, f->arena);
		*(const char **)arena_push(f->arena, text, &n, sizeof(**text)) =
		    db_textdup(s, 2, f->arena);
		if (db_int(s, 3) == 0)
			continue;
		clock_day(db_int(s, 3), step->day);
		step->days = clock_days(step->day);
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
	steps = load(f, &text, &count);
	timeline_write(x, f->arena, steps, count);
	tables(x, steps, text, count);
	part_close(x, f, "threads");
}
