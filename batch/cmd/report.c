#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/count/coverage.h"
#include "batch/count/period.h"
#include "batch/disclose/sigannex.h"
#include "batch/evidence/unreadcount.h"
#include "batch/report/make.h"
#include "batch/store/chapter.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* A year would give away, with three of its quarters, what the fourth hides. */
static void
check_sig(const struct roster *r, const char *sig, const struct period *p)
{
	const struct roster_audience *a = roster_audience(r, sig);

	if (a == NULL || a->kind != AUDIENCE_SIG)
		log_fatal(EX_USAGE, "%s: no SIG of the roster", sig);
	if (p->year)
		log_fatal(EX_USAGE,
		    "%s: an annex for one SIG is made for quarters only",
		    p->id);
	if (roster_members_in(r, sig, p->last) < SIGANNEX_MEMBERS)
		log_fatal(EX_USAGE,
		    "%s: %" PRId64
		    " members at the end of %s: an annex wants %d, of fewer it tells each the others' part",
		    sig, roster_members_in(r, sig, p->last), p->id,
		    SIGANNEX_MEMBERS);
}

/* A report counts as published, and binds those after it. */
static void
check_over(const struct period *p, bool draft)
{
	if (!draft && coverage_early_end(clock_now(), p))
		log_fatal(EX_USAGE,
		    "%s ends with %s: what is not over is not reported; --draft writes what would be, and counts as nothing",
		    p->id, p->last);
}

/* Where it lies; and as one object for a program all that was done. */
static void
tell_report(struct hub *h, const struct report_order *o,
    const struct report_made *m, bool json)
{
	struct tell *t = tell_command(json);
	const char *folder = hub_path(h, "reports/%s", m->folder);

	tell_map(t, "report");
	tell_string(t, "period", o->period->id);
	tell_string(t, "sig", o->sig);
	tell_string(t, "folder", folder);
	tell_bool(t, "draft", o->draft);
	tell_bool(t, "again", m->again);
	tell_number(t, "edition", m->edition);
	tell_number(t, "withheld", (int64_t)m->hidden);
	tell_bool(t, "attention", m->attention);
	tell_line(t, "{folder}\n");
	tell_end(t);
	tell_print(t);
}

/* Beside the folder's name: what was just done. */
static void
tell_made(const struct report_order *o, const struct report_made *m)
{
	const char *id = o->period->id;

	if (o->draft)
		log_info(
		    "%s: a draft, of which the books know nothing; %zu figures withheld",
		    id, m->hidden);
	else if (m->again)
		log_info("%s: edition %u, as it was published", id, m->edition);
	else
		log_info(
		    "%s: edition %u counts as published; %zu figures withheld, and why: audit/%s-%u.csv",
		    id, m->edition, m->hidden, m->folder, m->edition);
}

/* Who may confirm what that one wrote. */
static const char *
others(struct hub *h, const char *author)
{
	const struct roster_member *m;
	const char *list = "";
	size_t i;

	for (i = 0; i < h->roster->member_count; i++) {
		m = &h->roster->members[i];
		if (m->role == RROLE_ANALYST && strcmp(m->id, author) != 0)
			list = arena_printf(h->arena, "%s%s%s", list,
			    *list == '\0' ? "" : ", ", m->id);
	}
	return *list == '\0' ? "-" : list;
}

/* What is missing only because nobody else has read it; whether anything is. */
static bool
tell_waiting(struct hub *h, const struct report_order *o)
{
	struct waiting_chapter *list;
	bool any = false;
	size_t count, i;

	list = chapters_waiting(h, h->arena, &count);
	for (i = 0; i < count; i++) {
		if (o->sig != NULL ||
		    strcmp(list[i].period, o->period->id) != 0)
			continue;
		any = true;
		if (o->draft)
			log_info(
			    "%s: %s by %s, since %s, waits for a second analyst (%s): the draft shows it, a report does not",
			    o->period->id, list[i].name, list[i].analyst,
			    list[i].day, others(h, list[i].analyst));
		else
			log_warn(
			    "%s: %s by %s, since %s, is not in it: it waits for a second analyst (%s); review shows it",
			    o->period->id, list[i].name, list[i].analyst,
			    list[i].day, others(h, list[i].analyst));
	}
	return any;
}

/* The analysts' annex: beside the report, and never in it. */
static void
write_unread(struct hub *h, const struct period *p)
{
	struct buf b = { 0 };

	unreadcount_write(h, p->first, p->last, &b);
	publish_bytes(h->dir,
	    arena_printf(h->arena, "audit/%s-unread.csv", p->id), b.data,
	    b.len);
	buf_free(&b);
}

int
cmd_report(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct report_order order = { 0 };
	struct report_made made;
	struct period p;
	struct hub *h;
	bool json = false;
	const struct option_spec specs[] = {
		{ "--at", "TIME", .at = true },
		{ "--sig", "SIG", .text = &order.sig },
		{ "--draft", NULL, .flag = &order.draft },
		{ "--json", NULL, .flag = &json },
	};

	options_read(argc, argv,
	    "report HUB PERIOD [--sig SIG] [--draft] [--at TIME] [--json]",
	    specs, 4, &rest, 2, 2);
	if (!period_parse(rest.v[1], &p))
		log_fatal(EX_USAGE, "%s: wanted a period like 2017Q3 or FY2016",
		    rest.v[1]);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB | HUB_LOCK);
	check_over(&p, order.draft);
	if (order.sig != NULL)
		check_sig(h->roster, order.sig, &p);
	order.period = &p;
	order.at = clock_now();
	report_make(h, &order, &made);
	if (order.sig == NULL && !order.draft)
		write_unread(h, &p);
	tell_made(&order, &made);
	if (tell_waiting(h, &order) && !order.draft)
		made.attention = true;
	tell_report(h, &order, &made, json);
	hub_close(h);
	return made.attention ? EXIT_ATTENTION : 0;
}
