#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/count/coverage.h"
#include "batch/count/period.h"
#include "batch/disclose/sigannex.h"
#include "batch/report/make.h"
#include "batch/store/hub.h"
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
	if (coverage_early_end(clock_now(), p))
		log_fatal(EX_USAGE,
		    "%s: an annex for one SIG is made when its quarter is over",
		    p->id);
	if (roster_members_in(r, sig, p->last) < SIGANNEX_MEMBERS)
		log_fatal(EX_USAGE,
		    "%s: %" PRId64
		    " members at the end of %s: an annex wants %d, of fewer it tells each the others' part",
		    sig, roster_members_in(r, sig, p->last), p->id,
		    SIGANNEX_MEMBERS);
}

int
cmd_report(int argc, char **argv)
{
	struct option_list rest = { 0 };
	const char *sig = NULL, *name;
	struct period p;
	struct hub *h;
	bool attention;
	const struct option_spec specs[] = {
		{ "--at", "TIME", .at = true },
		{ "--sig", "SIG", .text = &sig },
	};

	options_read(argc, argv, "report HUB PERIOD [--sig SIG] [--at TIME]",
	    specs, 2, &rest, 2, 2);
	if (!period_parse(rest.v[1], &p))
		log_fatal(EX_USAGE, "%s: wanted a period like 2017Q3 or FY2016",
		    rest.v[1]);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB | HUB_LOCK);
	if (sig != NULL)
		check_sig(h->roster, sig, &p);
	name = report_make(h, &p, sig, clock_now(), &attention);
	printf("%s\n", hub_path(h, "reports/%s", name));
	hub_close(h);
	return attention ? EXIT_ATTENTION : 0;
}
