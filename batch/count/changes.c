#include <stdio.h>
#include <string.h>

#include "batch/base/clock.h"
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

static void
day_plus(const char *day, int n, char out[11])
{
	clock_date(clock_days(day) + n, out);
}

/* Reasons that are told; any other text of the roster stays inside: it may
 * name somebody. */
static const char *
leaving(const char *reason)
{
	static const char *const told[] = { "withdrawal", "reorganisation" };
	size_t i;

	for (i = 0; reason != NULL && i < 2; i++)
		if (strcmp(reason, told[i]) == 0)
			return told[i];
	return "";
}

/* In the month, and not in already the day before. */
static void
note_join(
    struct change *c, const struct roster_member *m, const struct roster_in *in)
{
	char before[11];

	day_plus(in->span.from, -1, before);
	c->joined += strncmp(in->span.from, c->month, 7) == 0 &&
		     !roster_in_sig(m, in->sig, before);
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
	day_plus(in->span.until, 1, out);
	if (strcmp(out, p->first) < 0 || strcmp(out, p->last) > 0 ||
	    roster_in_sig(m, in->sig, out))
		return;
	if (strncmp(strcmp(in->span.until, p->first) < 0 ? out : in->span.until,
		c->month, 7) != 0)
		return;
	c->left++;
	c->why = c->why == NULL || strcmp(c->why, why) == 0 ? why : "";
}

static void
look(struct figures *f, const char *sig, struct change *c)
{
	const struct roster *r = f->hub->roster;
	const struct roster_member *m;
	size_t i, k;

	for (i = 0; i < r->member_count; i++) {
		m = &r->members[i];
		for (k = 0; m->role == RROLE_MEMBER && k < m->in_count; k++)
			if (strcmp(m->ins[k].sig, sig) == 0) {
				note_join(c, m, &m->ins[k]);
				note_leave(c, &f->period, m, &m->ins[k]);
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

static void
add(struct figures *f, struct dataset *d, const struct roster_audience *a,
    const struct change *c, int64_t before)
{
	static const char *const months[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	unsigned year, month;
	struct figure *g;

	if (sscanf(c->month, "%4u-%2u", &year, &month) != 2)
		return;
	g = figures_key(f, d, arena_printf(f->arena, "%s.%s", a->id, c->month),
	    cause(c, strncmp(a->span.from, c->month, 7) == 0),
	    arena_printf(f->arena, "%u年%u月、%s", year, month, a->name.ja),
	    arena_printf(f->arena, "%s, %s %u",
		a->name.en == NULL ? a->name.ja : a->name.en,
		months[(month - 1) % 12], year));
	g[0].value = c->joined;
	g[1].value = c->left;
	g[2].value = before;
	g[3].value = before + c->joined - c->left;
}

/* Changes of each SIG by month; the cause is the category's group. */
void
figures_changes(struct figures *f)
{
	static const struct measure m[] = { { "joined", "新規参加", "Joined" },
		{ "left", "脱退", "Left" }, { "from", "変更前", "From" },
		{ "to", "変更後", "To" } };
	const struct roster *r = f->hub->roster;
	int64_t *now;
	struct dataset *d;
	struct change c;
	char before[11], day[11];
	size_t i;

	d = figures_set(f, "changes", "organisations", "参加組織の増減",
	    "Changes of participants", m, 4);
	day_plus(f->period.first, -1, before);
	now = arena_alloc(f->arena, r->audience_count * sizeof(*now));
	for (i = 0; i < r->audience_count; i++)
		now[i] = figures_members_in(r, r->audiences[i].id, before);
	for (memcpy(day, f->period.first, 11); strcmp(day, f->period.last) < 0;
	     day_plus(day, 1, day)) {
		if (strcmp(day + 8, "01") != 0)
			continue;
		for (i = 0; i < r->audience_count; i++) {
			if (r->audiences[i].kind != AUDIENCE_SIG)
				continue;
			c = (struct change){ .why = NULL };
			memcpy(c.month, day, 7);
			look(f, r->audiences[i].id, &c);
			if (c.joined > 0 || c.left > 0)
				add(f, d, &r->audiences[i], &c, now[i]);
			now[i] += c.joined - c.left;
		}
	}
}
