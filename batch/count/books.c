#include <stdlib.h>
#include <string.h>

#include "batch/count/books.h"
#include "batch/count/figures.h"
#include "batch/count/quarter.h"
#include "batch/count/tally.h"
#include "formats/base/mem.h"
#include "formats/config/history.h"

#define QUARTERS 4  /* the headline's: this one and three before it */
#define YEARS	 10 /* at most */

/* Of four quarters.  Where some are not known, the sum stands for the part of
 * the year that the hub kept the books; published quarters alone are no year.
 */
static struct figure
sum_of(const struct figure *const q[YEAR_QUARTERS])
{
	struct figure sum = { .hidden = NOT_COLLECTED };
	size_t known = 0, i;

	for (i = 0; i < YEAR_QUARTERS; i++) {
		if (q[i]->hidden != SHOWN)
			continue;
		known++;
		sum.value += q[i]->value;
		sum.history |= q[i]->history;
		sum.partial |= q[i]->partial;
	}
	if (known == YEAR_QUARTERS || (known > 0 && !sum.history))
		sum.hidden = SHOWN;
	sum.partial |= known < YEAR_QUARTERS;
	return sum;
}

/* A year is its quarters unless it was published as a whole. */
static struct book
book_of_year(const struct figures *f, const struct period *year)
{
	const struct history_period *h = history_period(f->history, year->id);
	struct period p, last;
	struct book q[YEAR_QUARTERS];
	int i;

	if (h != NULL)
		return book_published(h);
	period_last_quarter(year, &last);
	for (i = 0; i < YEAR_QUARTERS; i++) {
		period_step(&last, i, &p);
		q[i] = book_of_quarter(f, &p);
	}
#define SUM(m)                                 \
	sum_of((const struct figure *const[]){ \
	    &q[0].m, &q[1].m, &q[2].m, &q[3].m })
	return (struct book){ SUM(submitted), SUM(shared), SUM(own),
		SUM(targeted) };
#undef SUM
}

static void
count_quarters(struct figures *f)
{
	static const struct measure_text flow[] = {
		{ "submitted", SAY_DATASET_FLOW_SUBMITTED },
		{ "shared", SAY_DATASET_FLOW_SHARED },
		{ "own", SAY_DATASET_FLOW_OWN },
	};
	static const struct measure_text targeted[] = {
		{ "submissions", SAY_DATASET_TARGETED_SUBMISSIONS },
	};
	struct dataset *d, *t;
	struct period last, p;
	struct figure *g;
	struct book q;
	const char *key;
	int back;

	dataset_add(&f->sets, "flow", "count", SAY_DATASET_FLOW, flow, 3);
	t = dataset_add(
	    &f->sets, "targeted", "count", SAY_DATASET_TARGETED, targeted, 1);
	d = dataset_find(&f->sets, "flow"); /* it may have moved */
	figures_name_hub(f, d);
	period_last_quarter(&f->period, &last);
	for (back = QUARTERS - 1; back >= 0; back--) {
		period_step(&last, back, &p);
		q = book_of_quarter(f, &p);
		key = arena_strdup(f->arena, p.id);
		g = dataset_key(
		    f->arena, d, key, quarter_group(f, &p), quarter_label(&p));
		g[0] = q.submitted;
		g[1] = q.shared;
		g[2] = q.own;
		g = dataset_key(
		    f->arena, t, key, quarter_group(f, &p), quarter_label(&p));
		g[0] = q.targeted;
	}
}

static void
add_year(struct figures *f, struct dataset *d, const struct period *p,
    const struct book *b)
{
	const char *id = arena_strdup(f->arena, p->id), *year = id + 2;
	struct label name;
	struct figure *g;
	enum lang l;

	for (l = 0; l < LANGS; l++)
		name.in[l] = say_of(
		    f->arena, SAY_DATASET_YEARS_YEAR, l, "year", year, NULL);
	g = dataset_key(f->arena, d, id, NULL, name);
	g[0] = b->submitted;
	g[1] = b->targeted;
	g[2] = b->shared;
	if (f->period.year)
		g[3] = b->own;
}

/* The last fiscal year that a report tells of: whole years only. */
static int
last_year(const struct period *p)
{
	int year = atoi(p->first) - (strcmp(p->first + 5, "04-01") < 0);

	return p->year || strcmp(p->last + 5, "03-31") == 0 ? year : year - 1;
}

/* The report of a year says, too, what the hub obtained itself. */
static void
count_years(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submitted", SAY_DATASET_FLOW_SUBMITTED },
		{ "targeted", SAY_DATASET_TARGETED_SUBMISSIONS },
		{ "shared", SAY_DATASET_YEARS_SHARED },
		{ "own", SAY_DATASET_FLOW_OWN },
	};
	struct dataset *d;
	struct period p;
	struct book b;
	int y, last = last_year(&f->period);
	enum lang l;

	d = dataset_add(&f->sets, "years", "count", SAY_DATASET_YEARS, m,
	    f->period.year ? 4 : 3);
	figures_name_hub(f, d);
	for (y = last - YEARS + 1; y <= last; y++) {
		period_fiscal(y, &p);
		b = book_of_year(f, &p);
		if (b.submitted.hidden == SHOWN || b.shared.hidden == SHOWN ||
		    b.targeted.hidden == SHOWN)
			add_year(f, d, &p, &b);
	}
	for (l = 0; l < LANGS; l++)
		d->title.in[l] = say_of(f->arena, SAY_DATASET_YEARS, l, "count",
		    arena_printf(f->arena, "%zu", d->key_count), NULL);
}

static void
count_withdrawals(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submissions", SAY_DATASET_SUBMISSIONS },
	};
	struct dataset *d;
	struct figure *g;

	d = dataset_add(
	    &f->sets, "withdrawals", "count", SAY_DATASET_WITHDRAWALS, m, 1);
	g = dataset_key(f->arena, d, f->period.id, NULL,
	    label_say(SAY_DATASET_WITHDRAWALS_PERIOD));
	g->value = tally(f, SQL_REPORT_WITHDRAWN, &f->period);
}

void
count_books(struct figures *f)
{
	count_quarters(f);
	count_years(f);
	count_withdrawals(f);
}
