#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/apart/crypt.h"
#include "batch/apart/lockdown.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "batch/care/keycare.h"
#include "batch/cases/correlate.h"
#include "batch/cmd/cmd.h"
#include "batch/gate/gate.h"
#include "batch/intake/collect.h"
#include "batch/night/night.h"
#include "batch/record/outbox.h"
#include "batch/record/runpage.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"

/*
 * The night.  collect finds what is new; intake opens each package (crypt
 * process), unpacks and reads it (a locked-down worker of its own), validates
 * its meaning, extracts its facts and files it.  Then, over all of it:
 */
static const struct stage {
	const char *name;
	void (*run)(struct night *n);
} stages[] = {
	{ "rule", rule },	    /* rulings, consents, withdrawals */
	{ "correlate", correlate }, /* submissions into cases */
	{ "anonymise", anonymise }, /* cases into items, past the gate */
	{ "release", release },	    /* items into bundles */
};

#define DAY 86400
/* Wrong clocks make good signatures bad and bad ones good. */
#define CLOCK_BACK    (26 * 3600)
#define CLOCK_WRITTEN 1795132800 /* 2026-11-20 */
#define CLOCK_GAP     31	 /* days */

static void __attribute__((format(printf, 3, 0)))
attend(struct night *n, const char *path, const char *fmt, va_list ap)
{
	struct attention *p;
	char text[1024];

	if (n->replay)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	if (path != NULL)
		log_warn("%s: %s", path, text);
	else
		log_warn("%s", text);
	p = arena_push(
	    n->arena, &n->attention, &n->attention_count, sizeof(*p));
	*p = (struct attention){ path, arena_strdup(n->arena, text) };
	n->exit = log_worse(n->exit, EXIT_ATTENTION);
}

void
night_attention(struct night *n, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	attend(n, NULL, fmt, ap);
	va_end(ap);
}

void
night_attention_at(struct night *n, const char *path, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	attend(n, path, fmt, ap);
	va_end(ap);
}

static const char *
keep_snapshot(struct night *n, const char *text, size_t len, const char *kind)
{
	struct digest d;
	char hex[DIGEST_HEX];
	const char *path;

	digest_of(text, len, &d);
	digest_hex(&d, hex);
	path = arena_printf(n->arena, "archive/%s.%s", hex, kind);
	if (hub_read(n->hub, path, NULL) == NULL)
		publish_bytes(n->hub->dir, path, text, len);
	return arena_strdup(n->arena, hex);
}

/* Which night the last entries belong to: a replay that starts behind its
 * "night" must know it too. */
void
night_remember(struct night *n, const char *run, const char *at,
    const char *roster, const char *settings)
{
	struct db *d = n->hub->db;

	db_run(d, SQL_STATE_SET, "tt", "night-run", run);
	db_run(d, SQL_STATE_SET, "tt", "night-at", at);
	db_run(d, SQL_STATE_SET, "tt", "night-roster", roster);
	db_run(d, SQL_STATE_SET, "tt", "night-settings", settings);
}

void
night_begin(struct night *n)
{
	const char *at, *roster, *settings;

	if (n->begun)
		return;
	at = arena_printf(n->arena, "%" PRId64, n->at);
	roster = keep_snapshot(
	    n, n->hub->roster_text, n->hub->roster_len, "roster.xml");
	settings = keep_snapshot(
	    n, n->hub->settings_text, n->hub->settings_len, "hub.conf");
	journal_add(n->journal, "night", "run", n->run, "at", at, "roster",
	    roster, "settings", settings, NULL);
	night_remember(n, n->run, at, roster, settings);
	n->begun = true;
}

void
night_mark(struct night *n)
{
	struct journal_mark mark;

	if (n->replay)
		mark = n->mark;
	else
		journal_here(n->journal, &mark);
	db_run(n->hub->db, SQL_STATE_SET, "tt", "seq",
	    arena_printf(n->arena, "%" PRIu64, mark.seq));
	db_run(n->hub->db, SQL_STATE_SET, "tt", "offset",
	    arena_printf(n->arena, "%" PRIu64, mark.offset));
	db_run(n->hub->db, SQL_STATE_SET, "tt", "head", mark.head);
}

void
night_decide(struct night *n)
{
	int64_t before;
	size_t i;

	n->outgoing = NULL;
	n->outgoing_count = 0;
	db_begin(n->hub->db);
	before = db_changes(n->hub->db);
	for (i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
		stop_here();
		log_progress("%s", stages[i].name);
		stages[i].run(n);
	}
	log_progress(NULL);
	n->changed = db_changes(n->hub->db) != before;
}

static void
check_clock(struct night *n)
{
	int64_t last;

	last = db_one(n->hub->db, SQL_RUN_LAST, 0, "");
	if (last > n->at + CLOCK_BACK)
		log_fatal(EX_CONFIG,
		    "the clock is behind the last run by %lld "
		    "hours: set it, or give --at",
		    (long long)((last - n->at) / 3600));
	if (clock_is_set())
		return;
	if (n->at < CLOCK_WRITTEN)
		log_fatal(EX_CONFIG,
		    "the clock shows a time before this program was written: "
		    "set it, or give --at");
	if (last != 0 && n->at - last > CLOCK_GAP * DAY)
		night_attention(n,
		    "%lld days have passed since the last run: is the clock "
		    "right?",
		    (long long)((n->at - last) / DAY));
}

/* A member whose key runs out falls silent, and cannot read: said in time. */
static void
check_keys(struct night *n)
{
	struct keycare_question q = { .roster = n->hub->roster,
		.hub_key = crypt_hub_key(n->crypt),
		.now = n->at,
		.soon = n->at + (int64_t)n->hub->settings.warn_days * DAY,
		.today = n->day };
	struct key_care *list;
	size_t count, i;

	q.keys = crypt_expiring(n->crypt, q.soon, n->arena, &q.key_count);
	list = keycare(n->arena, &q, &count);
	for (i = 0; i < count; i++)
		night_attention(n, "%s", keycare_text(n->arena, &list[i]));
}

/* The workers are locked down all the same; a person should know by what. */
static void
check_kernel(void)
{
	int abi = lockdown_abi();

	if (abi < 3)
		log_warn(
		    "this kernel has Landlock ABI %d: seccomp stands alone "
		    "for what is missing",
		    abi);
}

/* A name of its own for each run, readable as its time. */
static void
name_run(struct night *n)
{
	char text[CLOCK_TEXT], base[20];
	unsigned i;

	clock_text(n->at, text);
	snprintf(base, sizeof(base), "%.4s%.2s%.2sT%.2s%.2s%.2s", text,
	    text + 5, text + 8, text + 11, text + 14, text + 17);
	snprintf(n->run, sizeof(n->run), "%s", base);
	for (i = 2;
	     db_one(n->hub->db, SQL_RUN_EXISTS, 0, "t", n->run) != 0 ||
	     hub_read(n->hub, arena_printf(n->arena, "runs/%s/run.xml", n->run),
		 NULL) != NULL;
	     i++)
		snprintf(n->run, sizeof(n->run), "%s-%u", base, i);
}

struct night *
night_open(const char *path, unsigned needs, unsigned jobs)
{
	struct night *n;

	n = mem_alloc(sizeof(*n));
	n->hub = hub_open(path, HUB_SETTINGS | HUB_ROSTER | HUB_LOCK | needs);
	n->arena = arena_new();
	n->at = clock_now();
	clock_day(n->at, n->day);
	n->jobs = jobs;
	/* Before this process grows: gpg is forked from a small one. */
	n->crypt = crypt_start(hub_path(n->hub, "gnupg"), jobs,
	    hub_passphrase(n->hub), n->hub->settings.max_unpacked);
	return n;
}

void
night_close(struct night *n)
{
	crypt_stop(n->crypt);
	journal_close(n->journal);
	hub_close(n->hub);
	gate_free(n->gate);
	gate_free(n->discreet);
	arena_free(n->arena);
	free(n);
}

static void
run_night(struct night *n, bool json)
{
	struct db *real = n->hub->db;

	if (n->dry_run)
		n->hub->db = db_copy(real);
	check_kernel();
	check_clock(n);
	rostercare(n);
	check_keys(n);
	name_run(n);
	replay(n);
	hostcare(n);
	runpage_late(n);
	collect_sweep(n);
	collect(n);
	intake(n);
	night_decide(n);
	record(n);
	if (n->dry_run)
		collect_sweep(n);
	else {
		outbox_receipts(n);
		outbox_hub_key(n);
		file_away_again(n);
	}
	runpage(n);
	runpage_print(n, json);
	if (n->dry_run) {
		db_rollback(n->hub->db);
		db_close(n->hub->db);
		n->hub->db = real;
	}
}

int
cmd_run(int argc, char **argv)
{
	static const char usage[] = "run HUB [--media DIR]... [--at TIME] "
				    "[--dry-run] [--jobs N] [--json]";
	struct option_list rest = { 0 }, media = { 0 };
	struct night *n;
	const char *jobs = "2";
	char *end = NULL;
	bool dry_run = false, json = false;
	long count;
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
	count = strtol(jobs, &end, 10);
	if (*end != '\0' || count < 1 || count > 64)
		log_fatal(
		    EX_USAGE, "--jobs wants a number from 1 to 64: %s", jobs);
	stop_install();
	n = night_open(rest.v[0], HUB_WRITE, (unsigned)count);
	n->media = media;
	n->dry_run = dry_run;
	run_night(n, json);
	rc = n->exit;
	night_close(n);
	return rc;
}
