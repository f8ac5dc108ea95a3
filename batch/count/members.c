#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/changes.h"
#include "batch/count/figures.h"
#include "batch/count/members.h"
#include "batch/store/hub.h"
#include "formats/config/roster.h"

static bool
is_in_some_sig(
    const struct roster *r, const struct roster_member *m, const char *day)
{
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		if (r->audiences[i].kind == AUDIENCE_SIG &&
		    roster_in_sig(m, r->audiences[i].id, day))
			return true;
	return false;
}

/* Bodies of schemes are counted beside the SIGs. */
static int64_t
distinct(const struct roster *r, const char *day)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->member_count; i++)
		n += r->members[i].role == RROLE_MEMBER &&
		     is_in_some_sig(r, &r->members[i], day);
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
count_groups(struct figures *f, const char *before)
{
	static const struct measure_text m[] = {
		{ "count", SAY_DATASET_GROUPS_COUNT },
		{ "previous", SAY_DATASET_PREVIOUS },
	};
	const struct roster *r = f->hub->roster;
	struct dataset *d;
	struct figure *g;

	d = dataset_add(&f->sets, "groups", "groups", SAY_DATASET_GROUPS, m, 2);
	g = dataset_key(
	    f->arena, d, "sig", NULL, label_say(SAY_DATASET_GROUPS_SIG));
	g[0].value = audiences(r, AUDIENCE_SIG, f->period.last);
	g[1].value = audiences(r, AUDIENCE_SIG, before);
	g = dataset_key(
	    f->arena, d, "scheme", NULL, label_say(SAY_DATASET_GROUPS_SCHEME));
	g[0].value = audiences(r, AUDIENCE_SCHEME, f->period.last);
	g[1].value = audiences(r, AUDIENCE_SCHEME, before);
}

static void
count_membership(struct figures *f, const char *before)
{
	static const struct measure_text m[] = {
		{ "members", SAY_DATASET_MEMBERSHIP_MEMBERS },
		{ "previous", SAY_DATASET_PREVIOUS },
		{ "distinct", SAY_DATASET_MEMBERSHIP_DISTINCT },
	};
	const struct roster *r = f->hub->roster;
	const struct roster_audience *a;
	struct dataset *d;
	struct figure *g;
	int64_t total = 0, previous = 0;
	size_t i;

	d = dataset_add(&f->sets, "membership", "organisations",
	    SAY_DATASET_MEMBERSHIP, m, 3);
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (a->kind != AUDIENCE_SIG ||
		    !lived(a, before, f->period.last))
			continue;
		g = dataset_key(f->arena, d, a->id, NULL, label_name(&a->name));
		g[0].value = roster_members_in(r, a->id, f->period.last);
		g[1].value = roster_members_in(r, a->id, before);
		g[2].value = g[0].value;
		total += g[0].value;
		previous += g[1].value;
	}
	g = dataset_key(f->arena, d, "total", NULL,
	    label_say(SAY_DATASET_MEMBERSHIP_TOTAL));
	g[0].value = total;
	g[1].value = previous;
	g[2].value = distinct(r, f->period.last);
}

static void
count_schemes(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "bodies", SAY_DATASET_SCHEMES_BODIES },
		{ "behind", SAY_DATASET_SCHEMES_BEHIND },
	};
	const struct roster *r = f->hub->roster;
	const struct roster_audience *a;
	struct dataset *d;
	struct figure *g;
	size_t i;

	d = dataset_add(
	    &f->sets, "schemes", "organisations", SAY_DATASET_SCHEMES, m, 2);
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (a->kind != AUDIENCE_SCHEME ||
		    !span_holds(&a->span, f->period.last))
			continue;
		g = dataset_key(f->arena, d, a->id, NULL, label_name(&a->name));
		g[0].value = a->bodies;
		g[1].value = a->behind;
		g[1].hidden = a->behind == 0 ? NOT_COLLECTED : SHOWN;
		g[1].about = a->about && a->behind > 0;
		d->keys[d->key_count - 1].unit =
		    a->organisations ? "organisations" : "bodies";
	}
}

/* Who gets what its provider lets go beyond the members. */
static void
count_agencies(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "since", SAY_DATASET_AGENCIES_SINCE },
	};
	const struct roster *r = f->hub->roster;
	const struct roster_audience *a;
	struct dataset *d;
	size_t i;

	d = dataset_add(
	    &f->sets, "agencies", "organisations", SAY_DATASET_AGENCIES, m, 1);
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (a->kind == AUDIENCE_AGENCY &&
		    span_holds(&a->span, f->period.last))
			dataset_key(f->arena, d, a->id,
			    a->grave ? "grave" : NULL, label_name(&a->name))
			    ->text = a->span.from;
	}
}

/* On the day of the report, where that is another state than at the end of the
 * period; else there is nothing to say, and whoever asks again later gets the
 * same report. */
static void
count_today(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "industries", SAY_DATASET_GROUPS_SIG },
		{ "members", SAY_DATASET_MEMBERSHIP_MEMBERS },
	};
	const struct roster *r = f->hub->roster;
	const struct dataset *since;
	struct dataset *d;
	struct figure *g;
	char day[11];

	clock_day(f->at, day);
	count_changes_since(f, day);
	since = dataset_find(&f->sets, "changes-since");
	if (since == NULL || since->key_count == 0)
		return;
	d = dataset_add(
	    &f->sets, "today", "organisations", SAY_DATASET_TODAY, m, 2);
	g = dataset_key(f->arena, d, "total", NULL,
	    label_say(SAY_DATASET_MEMBERSHIP_TOTAL));
	g[0].value = audiences(r, AUDIENCE_SIG, day);
	g[1].value = roster_memberships(r, day);
}

void
count_members(struct figures *f)
{
	char before[11];

	clock_date_plus(f->period.first, -1, before);
	count_groups(f, before);
	count_membership(f, before);
	count_changes(f);
	count_schemes(f);
	count_agencies(f);
	count_today(f);
}
