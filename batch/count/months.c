#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/figures.h"
#include "batch/count/months.h"
#include "batch/count/quarter.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

#define QUARTERS_BACK 80 /* twenty years; books begin with the hub */
#define KNOWN_LEAST   4	 /* quarters, before one can be a record */

/* Every month of the period, also those without any. */
static void
add_months(struct figures *f, struct dataset *d)
{
	char day[11];

	for (memcpy(day, f->period.first, 11); strcmp(day, f->period.last) <= 0;
	     clock_date_plus(day, 1, day))
		if (strcmp(day + 8, "01") == 0)
			dataset_key(f->arena, d,
			    arena_strndup(f->arena, day, 7), NULL,
			    label_month(f->arena, day));
}

void
count_months(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submissions", SAY_DATASET_SUBMISSIONS },
	};
	struct dataset *d;
	struct figure *g;
	struct stmt *s;

	d = dataset_add(&f->sets, "months", "count", SAY_DATASET_MONTHS, m, 1);
	add_months(f, d);
	d->breakdown = d->own_cells = true;
	d->n = 0;
	s = db_query(f->hub->db, SQL_REPORT_MONTHS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		g = dataset_figure(d, db_text(s, 0), NULL);
		if (g == NULL)
			continue;
		figures_give(f, g, db_text(s, 1), db_int(s, 2));
		d->n += db_int(s, 2);
	}
}

/* The quarters of the books before this one. */
struct months_quarter {
	struct period period;
	struct figure targeted;
};

static struct months_quarter *
quarters_before(struct figures *f, size_t *count)
{
	struct months_quarter *list = NULL, *q;
	struct period p;
	struct book b;
	int back;

	*count = 0;
	for (back = QUARTERS_BACK; back > 0; back--) {
		period_step(&f->period, back, &p);
		b = book_of_quarter(f, &p);
		if (b.targeted.hidden != SHOWN || b.targeted.partial)
			continue;
		q = arena_push(f->arena, &list, count, sizeof(*q));
		q->period = p;
		q->targeted = b.targeted;
	}
	return list;
}

/* "2015年度第3四半期（10月～12月）". */
static struct label
quarter_of_year(struct figures *f, const struct period *p)
{
	struct label from = label_month_name(p->first);
	struct label to = label_month_name(p->last), l;
	int q = p->id[5] - '0', year = atoi(p->id) - (q == 1);
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_DATASET_RECORDS_QUARTER, lang,
		    "year", arena_printf(f->arena, "%d", year), "n",
		    arena_printf(f->arena, "%d", (q + 2) % 4 + 1), "from",
		    from.in[lang], "to", to.in[lang], NULL);
	return l;
}

static int64_t
extreme(const struct months_quarter *list, size_t count, bool most)
{
	int64_t v = list[0].targeted.value;
	size_t i;

	for (i = 1; i < count; i++)
		if (most ? list[i].targeted.value > v
			 : list[i].targeted.value < v)
			v = list[i].targeted.value;
	return v;
}

void
count_records(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submissions", SAY_DATASET_SUBMISSIONS },
	};
	struct months_quarter *list;
	struct book now;
	struct dataset *d;
	int64_t held;
	size_t count, i;
	bool most;

	if (f->period.year)
		return;
	now = book_of_quarter(f, &f->period);
	list = quarters_before(f, &count);
	if (count < KNOWN_LEAST || now.targeted.hidden != SHOWN ||
	    now.targeted.partial)
		return;
	most = now.targeted.value >= extreme(list, count, true);
	held = extreme(list, count, most);
	if (!most && now.targeted.value > held)
		return;
	d = dataset_add(
	    &f->sets, "records", "count", SAY_DATASET_RECORDS, m, 1);
	for (i = 0; i < count; i++)
		if (list[i].targeted.value == held)
			*dataset_key(f->arena, d,
			    arena_strdup(f->arena, list[i].period.id),
			    most ? "most" : "least",
			    quarter_of_year(f, &list[i].period)) =
			    list[i].targeted;
}
