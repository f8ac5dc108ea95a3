#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/figures.h"
#include "batch/count/quarter.h"
#include "batch/count/trend.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

#define QUARTERS 8
/* The headline's own table shows these already. */
#define RECENT 4

/* Came, or was there for the last time, within the quarter. */
static bool
comes_or_goes(const struct roster_audience *a, const struct period *p)
{
	return a->kind == AUDIENCE_SIG &&
	       ((strcmp(a->span.from, p->first) >= 0 &&
		    strcmp(a->span.from, p->last) <= 0) ||
		   (*a->span.until != '\0' &&
		       strcmp(a->span.until, p->first) >= 0 &&
		       strcmp(a->span.until, p->last) < 0));
}

/* Others submit than before: the industries that came or went, if there were
 * any before them. */
static void
note_break(struct figures *f, const struct period *p, struct category *c)
{
	const struct roster *r = f->hub->roster;
	const char **list;
	struct label name;
	char before[11];
	enum lang l;
	size_t i;

	clock_date_plus(p->first, -1, before);
	if (roster_memberships(r, before) == 0)
		return;
	for (i = 0; i < r->audience_count; i++) {
		if (!comes_or_goes(&r->audiences[i], p))
			continue;
		name = label_name(&r->audiences[i].name);
		for (l = 0; l < LANGS; l++) {
			list = &c->broken.in[l];
			*list =
			    *list == NULL
				? name.in[l]
				: say_of(f->arena, SAY_DATASET_TREND_LIST, l,
				      "list", *list, "next", name.in[l], NULL);
		}
	}
}

static bool
is_known(const struct book *b)
{
	return b->submitted.hidden == SHOWN || b->shared.hidden == SHOWN ||
	       b->targeted.hidden == SHOWN;
}

static void
add_quarter(struct figures *f, struct dataset *d, const struct period *p,
    const struct book *b)
{
	struct figure *g;

	g = dataset_key(f->arena, d, arena_strdup(f->arena, p->id),
	    quarter_group(f, p), quarter_label(p));
	g[0] = b->submitted;
	g[1] = b->shared;
	g[2] = b->targeted;
	g[3].value = roster_memberships(f->hub->roster, p->last);
	if (g[3].value == 0)
		g[3].hidden = NOT_COLLECTED;
	note_break(f, p, &d->keys[d->key_count - 1]);
}

/*
 * Two years by quarter, from the first one that is known, where that is more
 * than the headline shows.
 */
void
count_trend(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submitted", SAY_DATASET_FLOW_SUBMITTED },
		{ "shared", SAY_DATASET_YEARS_SHARED },
		{ "targeted", SAY_DATASET_TARGETED_SUBMISSIONS },
		{ "members", SAY_DATASET_TREND_MEMBERS },
	};
	struct period last, p;
	struct dataset *d;
	struct book b;
	int back;

	d = dataset_add(&f->sets, "trend", "count", SAY_DATASET_TREND, m, 4);
	figures_name_hub(f, d);
	period_last_quarter(&f->period, &last);
	for (back = QUARTERS - 1; back >= 0; back--) {
		period_step(&last, back, &p);
		b = book_of_quarter(f, &p);
		if (d->key_count == 0 && (back < RECENT || !is_known(&b)))
			continue;
		add_quarter(f, d, &p, &b);
	}
}
