#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/lockdown.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/care/keycare.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/config/roster.h"
#include "keys/ring.h"

#define DAY  86400
#define LATE (36 * 3600)

/* One verdict, computed once, told in each form. */
struct verdict {
	const char *word; /* ok, attention */
	char last[16];	  /* day of the last run that changed a thing */
	int64_t last_at, accepted, quarantined, waiting, unclassified, previews,
	    second, stopped, undelivered, expiring;
	int landlock;
};

static const struct {
	const char *name, *text;
	size_t offset;
	bool needs; /* a person, where it is not 0 */
} figures[] = {
	{ "accepted", "packages accepted", offsetof(struct verdict, accepted),
	    false },
	{ "quarantined", "packages in quarantine",
	    offsetof(struct verdict, quarantined), true },
	{ "waiting", "files that may still be arriving",
	    offsetof(struct verdict, waiting), false },
	{ "unclassified", "cases that nobody has looked at",
	    offsetof(struct verdict, unclassified), false },
	{ "previews", "previews without an answer",
	    offsetof(struct verdict, previews), false },
	{ "second", "rulings that wait for a second analyst",
	    offsetof(struct verdict, second), false },
	{ "stopped", "cases stopped at the gate",
	    offsetof(struct verdict, stopped), true },
	{ "undelivered", "runs not delivered whole",
	    offsetof(struct verdict, undelivered), true },
	{ "expiring", "keys expired or about to expire",
	    offsetof(struct verdict, expiring), true },
};

#define FIGURES (sizeof(figures) / sizeof(figures[0]))

static int64_t
figure(const struct verdict *v, size_t i)
{
	return *(
	    const int64_t *)(const void *)((const char *)v + figures[i].offset);
}

static void
count_keys(struct hub *h, struct verdict *v)
{
	struct keycare_question q = { .roster = h->roster,
		.all = true,
		.now = clock_now(),
		.soon = clock_now() + (int64_t)h->settings.warn_days * DAY };
	struct ring *ring;
	char err[RING_ERR], today[11];
	size_t count;

	clock_day(clock_now(), today);
	q.today = today;
	ring = ring_open(hub_path(h, "gnupg"), err, sizeof(err));
	if (ring == NULL)
		log_fatal(EX_UNAVAILABLE, "%s", err);
	q.keys = ring_all(ring, h->arena, &q.key_count);
	keycare(h->arena, &q, &count);
	v->expiring = (int64_t)count;
	ring_close(ring);
}

static void
compute(struct hub *h, struct verdict *v)
{
	struct db *d = h->db;
	size_t i;

	v->last_at = db_one(d, SQL_RUN_LAST, 0, "");
	if (v->last_at != 0)
		clock_day(v->last_at, v->last);
	v->accepted = db_one(d, SQL_STATUS_ACCEPTED, 0, "");
	v->quarantined = db_one(d, SQL_STATUS_QUARANTINED, 0, "");
	v->waiting = db_one(d, SQL_STATUS_WAITING, 0, "");
	v->unclassified = db_one(d, SQL_STATUS_UNCLASSIFIED, 0, "");
	v->previews = db_one(d, SQL_STATUS_PREVIEWS, 0, "");
	v->second = db_one(d, SQL_STATUS_SECOND, 0, "");
	v->stopped = db_one(d, SQL_STATUS_DIRTY, 0, "");
	v->undelivered = db_one(d, SQL_STATUS_OPEN_RUNS, 0, "");
	v->landlock = lockdown_abi();
	count_keys(h, v);
	v->word = "ok";
	for (i = 0; i < FIGURES; i++)
		if (figures[i].needs && figure(v, i) != 0)
			v->word = "attention";
}

static void
print_text(const struct verdict *v)
{
	size_t i;

	printf(
	    "%s; last run %s\n", v->word, *v->last == '\0' ? "never" : v->last);
	for (i = 0; i < FIGURES; i++)
		printf("%8" PRId64 "  %s\n", figure(v, i), figures[i].text);
	if (lockdown_gap(v->landlock) != NULL)
		printf("note: this kernel has Landlock ABI %d, wanted 3: %s\n",
		    v->landlock, lockdown_gap(v->landlock));
}

static void
print_json(const struct verdict *v)
{
	size_t i;

	printf("{\"verdict\":\"%s\",\"last_run\":\"%s\",\"landlock\":%d",
	    v->word, v->last, v->landlock);
	for (i = 0; i < FIGURES; i++)
		printf(",\"%s\":%" PRId64, figures[i].name, figure(v, i));
	puts("}");
}

static void
print_prometheus(const struct verdict *v)
{
	size_t i;

	printf("toiyaba_last_run_timestamp_seconds %" PRId64 "\n", v->last_at);
	for (i = 0; i < FIGURES; i++)
		printf(
		    "toiyaba_%s %" PRId64 "\n", figures[i].name, figure(v, i));
}

/* Nagios reads its own exit codes: the one place where 1 and 2 are used. */
static int
print_nagios(const struct verdict *v)
{
	bool late = v->last_at == 0 || clock_now() - v->last_at > LATE;
	size_t i;

	printf("TOIYABA %s - last run %s |",
	    late			 ? "CRITICAL"
	    : strcmp(v->word, "ok") == 0 ? "OK"
					 : "WARNING",
	    *v->last == '\0' ? "never" : v->last);
	for (i = 0; i < FIGURES; i++)
		printf(" %s=%" PRId64, figures[i].name, figure(v, i));
	putchar('\n');
	return late ? 2 : strcmp(v->word, "ok") == 0 ? 0 : 1;
}

int
cmd_status(int argc, char **argv)
{
	bool json = false, nagios = false, prometheus = false;
	struct option_list rest = { 0 };
	struct verdict v = { 0 };
	struct hub *h;
	const struct option_spec specs[] = {
		{ "--json", NULL, .flag = &json },
		{ "--nagios", NULL, .flag = &nagios },
		{ "--prometheus", NULL, .flag = &prometheus },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv,
	    "status HUB [--json | --nagios | "
	    "--prometheus] [--at TIME]",
	    specs, 4, &rest, 1, 1);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	compute(h, &v);
	hub_close(h);
	if (nagios)
		return print_nagios(&v);
	if (json)
		print_json(&v);
	else if (prometheus)
		print_prometheus(&v);
	else
		print_text(&v);
	return strcmp(v.word, "ok") == 0 ? 0 : EXIT_ATTENTION;
}
