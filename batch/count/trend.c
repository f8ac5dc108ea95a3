#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/figures.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

#define QUARTERS 8
/* The headline's own table shows these already. */
#define RECENT 4

static int64_t
memberships(const struct figures *f, const char *day)
{
	const struct roster *r = f->hub->roster;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		if (r->audiences[i].kind == AUDIENCE_SIG)
			n += figures_members_in(r, r->audiences[i].id, day);
	return n;
}

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
	const struct roster_audience *a;
	const char *ja = NULL, *en = NULL;
	char before[11];
	size_t i;

	clock_date(clock_days(p->first) - 1, before);
	if (memberships(f, before) == 0)
		return;
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (!comes_or_goes(a, p))
			continue;
		ja = arena_printf(f->arena, "%s%s%s", ja == NULL ? "" : ja,
		    ja == NULL ? "" : "、", a->name.ja);
		en = arena_printf(f->arena, "%s%s%s", en == NULL ? "" : en,
		    en == NULL ? "" : ", ",
		    a->name.en == NULL ? a->name.ja : a->name.en);
	}
	c->break_ja = ja;
	c->break_en = en;
}

static bool
is_told(const struct book *b)
{
	return b->submitted.hidden == SHOWN || b->shared.hidden == SHOWN ||
	       b->targeted.hidden == SHOWN;
}

static void
add_quarter(struct figures *f, struct dataset *d, const struct period *p,
    const struct book *b)
{
	struct figure *g;

	g = figures_key(f, d, arena_strdup(f->arena, p->id),
	    arena_strndup(f->arena, p->id, 4),
	    figures_quarter_label(f, p, true),
	    figures_quarter_label(f, p, false));
	g[0] = b->submitted;
	g[1] = b->shared;
	g[2] = b->targeted;
	g[3].value = memberships(f, p->last);
	if (g[3].value == 0)
		g[3].hidden = NOT_COLLECTED;
	note_break(f, p, &d->keys[d->key_count - 1]);
}

/*
 * Two years by quarter, from the first one that is known, where that is more
 * than the headline shows.
 */
void
figures_trend(struct figures *f)
{
	static const struct measure m[] = { { "submitted", "情報提供件数",
						"Submitted" },
		{ "shared", "情報共有実施件数", "Shared" },
		{ "targeted", "標的型攻撃とみなした件数", "Targeted" },
		{ "members", "参加組織数（延べ、期末）",
		    "Members (by membership, at the end)" } };
	struct period last, p;
	struct dataset *d;
	struct book b;
	int back;

	d = figures_set(
	    f, "trend", "count", "四半期ごとの推移", "Trend by quarter", m, 4);
	period_last_quarter(&f->period, &last);
	for (back = QUARTERS - 1; back >= 0; back--) {
		period_step(&last, back, &p);
		b = figures_quarter(f, &p);
		if (d->key_count == 0 && (back < RECENT || !is_told(&b)))
			continue;
		add_quarter(f, d, &p, &b);
	}
}
