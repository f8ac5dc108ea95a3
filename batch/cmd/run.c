#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "batch/care/care.h"
#include "batch/care/clockcare.h"
#include "batch/care/hostcare.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/intake/spool.h"
#include "batch/night/night.h"
#include "batch/record/runpage.h"
#include "batch/replay.h"
#include "batch/run.h"
#include "batch/store/db.h"
#include "batch/store/heartbeat.h"
#include "batch/store/hub.h"
#include "batch/verdict/verdict.h"

#define JOBS_MAX 64

/* Whether the night may begin; what a night before it left undone; the night
 * itself; and what it did. */
static void
run_night(struct night *n, bool json)
{
	care(n);
	night_name(n);
	heartbeat_name(n->run);
	replay(n);
	hostcare(n);
	runpage_late(n);
	spool_sweep(n);
	night_run(n);
	clockcare(n);
	runpage(n);
	if (!n->dry_run)
		verdict_publish(n);
	runpage_print(n, json);
}

/* The same on a copy of the database, which is forgotten. */
static void
try_night(struct night *n, bool json)
{
	struct db *real = n->hub->db;

	n->hub->db = db_copy(real);
	run_night(n, json);
	spool_sweep(n);
	db_rollback(n->hub->db);
	db_close(n->hub->db);
	n->hub->db = real;
}

static unsigned
jobs_of(const char *text)
{
	char *end = NULL;
	long count;

	count = strtol(text, &end, 10);
	if (*end != '\0' || count < 1 || count > JOBS_MAX)
		log_fatal(EX_USAGE, "--jobs wants a number from 1 to %d: %s",
		    JOBS_MAX, text);
	return (unsigned)count;
}

int
cmd_run(int argc, char **argv)
{
	static const char usage[] =
	    "run HUB [--media DIR]... [--at TIME] [--dry-run] [--jobs N] [--json]";
	struct option_list rest = { 0 }, media = { 0 };
	struct night *n;
	const char *jobs = "2";
	bool dry_run = false, json = false;
	int rc;
	const struct option_spec specs[] = {
		{ "--media", "DIR", .list = &media },
		{ "--at", "TIME", .at = true },
		{ "--dry-run", NULL, .flag = &dry_run },
		{ "--jobs", "N", .text = &jobs },
		{ "--json", NULL, .flag = &json },
	};

	options_read(argc, argv, usage, specs, sizeof(specs) / sizeof(specs[0]),
	    &rest, 1, 1);
	stop_install();
	n = night_open(rest.v[0], HUB_WRITE, jobs_of(jobs));
	n->media = media.v;
	n->media_count = media.count;
	n->dry_run = dry_run;
	if (dry_run)
		try_night(n, json);
	else {
		heartbeat_arm(n->hub, n->at);
		run_night(n, json);
	}
	rc = n->exit;
	night_close(n);
	return rc;
}
