#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/changes.h"
#include "batch/count/figures.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* What happened in one SIG in one month. */
struct change {
	char month[8];
	int64_t joined, left;
	const char *why; /* of those who left: a word of leaving(); NULL: none
			    left; "" where they differ or do not say */
};

/* Reasons that are told; any other text of the roster stays inside: it may
 * name somebody. */
static const char *
leaving(const char *reason)
{
	static const char *const words[] = { "withdrawal", "reorganisation" };
	size_t i;

	for (i = 0; reason != NULL && i < 2; i++)
		if (strcmp(reason, words[i]) == 0)
			return words[i];
	return "";
}

/* In the month, and not in already the day before. */
static void
note_join(
    struct change *c, const struct roster_member *m, const struct roster_in *in)
{
	char before[11];

	clock_date_plus(in->span.from, -1, before);
	c->joined += strncmp(in->span.from, c->month, 7) == 0 &&
		     !roster_in_sig(m, in->audience, before);
}

/*
 * Who was in for the last time at the end of a month left in that month; at
 * the end of the period before, whose members it was still counted among, in
 * the first month of this one.
 */
static void
note_leave(struct change *c, const struct period *p,
    const struct roster_member *m, const struct roster_in *in)
{
	const char *why = leaving(in->reason);
	char out[11];

	if (*in->span.until == '\0')
		return;
	clock_date_plus(in->span.until, 1, out);
	if (strcmp(out, p->first) < 0 || strcmp(out, p->last) > 0 ||
	    roster_in_sig(m, in->audience, out))
		return;
	if (strncmp(strcmp(in->span.until, p->first) < 0 ? out : in->span.until,
		c->month, 7) != 0)
		return;
	c->left++;
	c->why = c->why == NULL || strcmp(c->why, why) == 0 ? why : "";
}

static void
look(struct figures *f, const struct period *p, const char *sig,
    struct change *c)
{
	const struct roster *r = f->hub->roster;
	const struct roster_member *m;
	size_t i, k;

	for (i = 0; i < r->member_count; i++) {
		m = &r->members[i];
		for (k = 0; m->role == RROLE_MEMBER && k < m->in_count; k++)
			if (strcmp(m->ins[k].audience, sig) == 0) {
				note_join(c, m, &m->ins[k]);
				note_leave(c, p, m, &m->ins[k]);
			}
	}
}

static const char *
cause(const struct change *c, bool founded)
{
	if (founded)
		return "founded";
	if (c->left == 0)
		return "joined";
	if (c->joined > 0)
		return "joined-and-left";
	return *c->why == '\0' ? "left" : c->why;
}

/* "2017年7月、ガス", "Gas, July 2017". */
static struct label
heading(
    const struct figures *f, const struct roster_audience *a, const char *month)
{
	struct label name = label_name(&a->name),
		     l = label_month(f->arena, month);
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_DATASET_CHANGES_OF, lang,
		    "sig", name.in[lang], "month", l.in[lang], NULL);
	return l;
}

static void
add(struct figures *f, struct dataset *d, const struct roster_audience *a,
    const struct change *c, int64_t before)
{
	struct figure *g;

	g = dataset_key(f->arena, d,
	    arena_printf(f->arena, "%s.%s", a->id, c->month),
	    cause(c, strncmp(a->span.from, c->month, 7) == 0),
	    heading(f, a, c->month));
	g[0].value = c->joined;
	g[1].value = c->left;
	g[2].value = before;
	g[3].value = before + c->joined - c->left;
}

/* One month of every SIG; now: how many each has, before and after. */
static void
add_month(struct figures *f, struct dataset *d, const struct period *p,
    const char *day, int64_t *now)
{
	const struct roster *r = f->hub->roster;
	struct change c;
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		if (r->audiences[i].kind != AUDIENCE_SIG)
			continue;
		c = (struct change){ .why = NULL };
		memcpy(c.month, day, 7);
		look(f, p, r->audiences[i].id, &c);
		if (c.joined > 0 || c.left > 0)
			add(f, d, &r->audiences[i], &c, now[i]);
		now[i] += c.joined - c.left;
	}
}

/* Of whole months from the first day on, up to the last one. */
static void
count_span(
    struct figures *f, const char *id, enum say title, const struct period *p)
{
	static const struct measure_text m[] = {
		{ "joined", SAY_DATASET_CHANGES_JOINED },
		{ "left", SAY_DATASET_CHANGES_LEFT },
		{ "from", SAY_DATASET_CHANGES_FROM },
		{ "to", SAY_DATASET_CHANGES_TO },
	};
	const struct roster *r = f->hub->roster;
	struct dataset *d;
	int64_t *now;
	char day[11];
	size_t i;

	d = dataset_add(&f->sets, id, "organisations", title, m, 4);
	clock_date_plus(p->first, -1, day);
	now = arena_alloc(f->arena, r->audience_count * sizeof(*now));
	for (i = 0; i < r->audience_count; i++)
		now[i] = roster_members_in(r, r->audiences[i].id, day);
	for (memcpy(day, p->first, 11); strcmp(day, p->last) <= 0;
	     clock_date_plus(day, 1, day))
		if (strcmp(day + 8, "01") == 0)
			add_month(f, d, p, day, now);
}

void
count_changes(struct figures *f)
{
	count_span(f, "changes", SAY_DATASET_CHANGES, &f->period);
}

void
count_changes_since(struct figures *f, const char *day)
{
	struct period since = { .first = "" };

	clock_date_plus(f->period.last, 1, since.first);
	memcpy(since.last, day, sizeof(since.last));
	if (strcmp(since.first, since.last) <= 0)
		count_span(
		    f, "changes-since", SAY_DATASET_CHANGES_SINCE, &since);
}
