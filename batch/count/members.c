#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/figures.h"
#include "batch/store/hub.h"
#include "formats/config/roster.h"

static void
day_before(const char *day, char out[11])
{
	clock_date(clock_days(day) - 1, out);
}

int64_t
figures_members_in(const struct roster *r, const char *sig, const char *day)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->member_count; i++)
		n += r->members[i].role == RROLE_MEMBER &&
		     roster_in_sig(&r->members[i], sig, day);
	return n;
}

static int64_t
distinct(const struct roster *r, const char *day)
{
	int64_t n = 0;
	size_t i, k;

	for (i = 0; i < r->member_count; i++)
		for (k = 0; k < r->members[i].in_count; k++)
			if (r->members[i].role == RROLE_MEMBER &&
			    span_holds(&r->members[i].ins[k].span, day)) {
				n++;
				break;
			}
	return n;
}

/* In existence on either day. */
static bool
lived(const struct roster_audience *a, const char *before, const char *last)
{
	return strcmp(a->span.from, last) <= 0 &&
	       (*a->span.until == '\0' || strcmp(a->span.until, before) >= 0);
}

static int64_t
audiences(const struct roster *r, enum audience_kind kind, const char *day)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		n += r->audiences[i].kind == kind &&
		     span_holds(&r->audiences[i].span, day);
	return n;
}

static void
count_groups(struct figures *f)
{
	static const struct measure m[] = { { "count", "期末", "At the end" },
		{ "previous", "前期末", "At the end of the period before" } };
	const struct roster *r = f->hub->roster;
	struct dataset *d;
	struct figure *g;
	char before[11];

	day_before(f->period.first, before);
	d = figures_set(f, "groups", "groups", "業界と情報連携体制の数",
	    "Industries and partner schemes", m, 2);
	g = figures_key(f, d, "sig", NULL, "業界（SIG）", "Industries (SIGs)");
	g[0].value = audiences(r, AUDIENCE_SIG, f->period.last);
	g[1].value = audiences(r, AUDIENCE_SIG, before);
	g = figures_key(
	    f, d, "scheme", NULL, "情報連携体制", "Partner schemes");
	g[0].value = audiences(r, AUDIENCE_SCHEME, f->period.last);
	g[1].value = audiences(r, AUDIENCE_SCHEME, before);
}

static void
count_membership(struct figures *f)
{
	static const struct measure m[] = { { "members", "参加組織数",
						"Members" },
		{ "previous", "前期末", "At the end of the period before" },
		{ "distinct", "実組織数", "Distinct organisations" } };
	const struct roster *r = f->hub->roster;
	const struct roster_audience *a;
	struct dataset *d;
	struct figure *g;
	char before[11];
	int64_t total = 0, previous = 0;
	size_t i;

	day_before(f->period.first, before);
	d = figures_set(
	    f, "membership", "organisations", "参加組織", "Participants", m, 3);
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (a->kind != AUDIENCE_SIG ||
		    !lived(a, before, f->period.last))
			continue;
		g = figures_key(f, d, a->id, NULL, a->name.ja,
		    a->name.en == NULL ? a->name.ja : a->name.en);
		g[0].value = figures_members_in(r, a->id, f->period.last);
		g[1].value = figures_members_in(r, a->id, before);
		g[2].value = g[0].value;
		total += g[0].value;
		previous += g[1].value;
	}
	g = figures_key(
	    f, d, "total", NULL, "合計（延べ数）", "Total (by membership)");
	g[0].value = total;
	g[1].value = previous;
	g[2].value = distinct(r, f->period.last);
}

static void
count_schemes(struct figures *f)
{
	static const struct measure m[] = { { "bodies", "団体数", "Bodies" },
		{ "behind", "会員数", "Members behind them" } };
	const struct roster *r = f->hub->roster;
	const struct roster_audience *a;
	struct dataset *d;
	struct figure *g;
	size_t i;

	d = figures_set(f, "schemes", "organisations", "情報連携体制",
	    "Partner schemes", m, 2);
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (a->kind != AUDIENCE_SCHEME ||
		    !span_holds(&a->span, f->period.last))
			continue;
		g = figures_key(f, d, a->id, NULL, a->name.ja,
		    a->name.en == NULL ? a->name.ja : a->name.en);
		g[0].value = a->bodies;
		g[1].value = a->behind;
		g[1].hidden = a->behind == 0 ? NOT_COLLECTED : SHOWN;
	}
}

void
figures_members(struct figures *f)
{
	count_groups(f);
	count_membership(f);
	figures_changes(f);
	count_schemes(f);
}
