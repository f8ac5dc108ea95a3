#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <sysexits.h>

#include "batch/apart/lockdown.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/care/keycare.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/cmd/tellacks.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/worklist.h"
#include "batch/release/acked.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/config/roster.h"
#include "keys/ring.h"

#define DAY  86400
#define LATE (36 * 3600)
/* Their senders are told in the receipt and send again within some weeks. */
#define UNREAD_DAYS 30

/* One verdict, computed once, told in each form. */
struct verdict {
	bool attention; /* else all is well */
	char last[16];	/* day of the last run that changed a thing */
	int64_t last_at, accepted, quarantined, waiting, unclassified, previews,
	    second, asks, outside, unread, silent, stopped, undelivered,
	    expiring;
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
	{ "asks", "submissions whose sender waits for an answer",
	    offsetof(struct verdict, asks), true },
	{ "outside",
	    "submissions of agencies and schemes that wait for a ruling",
	    offsetof(struct verdict, outside), false },
	{ "unread", "submissions of 30 days with a mail or list that was not read",
	    offsetof(struct verdict, unread), false },
	{ "silent", "acknowledgements of what is over that are awaited",
	    offsetof(struct verdict, silent), false },
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
count_unread(struct hub *h, struct verdict *v)
{
	char since[11];

	clock_day(clock_now() - UNREAD_DAYS * DAY, since);
	v->unread = unread_since(h, since);
}

static void
count_silent(struct hub *h, struct verdict *v)
{
	char today[11];
	size_t count;

	clock_day(clock_now(), today);
	acked_all_silent(h, h->arena, today, &count);
	v->silent = (int64_t)count;
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
	worklist_asks(h, &i);
	v->asks = (int64_t)i;
	worklist_outside(h, &i);
	v->outside = (int64_t)i;
	v->stopped = db_one(d, SQL_STATUS_DIRTY, 0, "");
	v->undelivered = db_one(d, SQL_STATUS_OPEN_RUNS, 0, "");
	v->landlock = lockdown_abi();
	count_unread(h, v);
	count_silent(h, v);
	count_keys(h, v);
	for (i = 0; i < FIGURES; i++)
		v->attention |= figures[i].needs && figure(v, i) != 0;
}

/* How a form tells the verdict: its first line, a line for each figure, its
 * last.  JSON needs none of them. */
struct form {
	const char *head, *figure, *tail;
	bool names; /* who is waited for is told by name */
};
static const struct form text_form = { "{verdict}; last run {last}\n",
	"{padded}  {text}\n",
	"[note: this kernel has Landlock ABI {weak}, wanted 3: {gap}\n]",
	true };
static const struct form nagios_form = { "TOIYABA {level} - last run {last} |",
	" {name}={value}", "\n", false };
static const struct form prometheus_form = {
	"toiyaba_last_run_timestamp_seconds {last-at}\n",
	"toiyaba_{name} {value}\n", "", false
};

/* Nagios reads its own exit codes: the one place where 1 and 2 are used. */
enum level { LEVEL_OK, LEVEL_WARNING, LEVEL_CRITICAL };
static const char *const level_words[] = { "OK", "WARNING", "CRITICAL" };

static enum level
level_of(const struct verdict *v)
{
	if (v->last_at == 0 || clock_now() - v->last_at > LATE)
		return LEVEL_CRITICAL;
	return v->attention ? LEVEL_WARNING : LEVEL_OK;
}

static void
tell_figure(struct tell *t, const struct verdict *v, size_t i, const char *form)
{
	int64_t value = figure(v, i);

	tell_number(t, figures[i].name, value);
	tell_phrase(t, "name", "%s", figures[i].name);
	tell_phrase(t, "text", "%s", figures[i].text);
	tell_phrase(t, "value", "%" PRId64, value);
	tell_phrase(t, "padded", "%8" PRId64, value);
	tell_line(t, form);
}

static void
tell_status(struct tell *t, struct hub *h, const struct verdict *v,
    const struct form *form)
{
	const char *gap = lockdown_gap(v->landlock);
	size_t i;

	tell_map(t, "status");
	tell_string(t, "verdict", v->attention ? "attention" : "ok");
	tell_string(t, "last_run", v->last);
	tell_number(t, "landlock", v->landlock);
	tell_phrase(t, "last", "%s", *v->last == '\0' ? "never" : v->last);
	tell_phrase(t, "last-at", "%" PRId64, v->last_at);
	tell_phrase(t, "level", "%s", level_words[level_of(v)]);
	if (gap != NULL) {
		tell_phrase(t, "weak", "%d", v->landlock);
		tell_phrase(t, "gap", "%s", gap);
	}
	tell_line(t, form->head);
	for (i = 0; i < FIGURES; i++)
		tell_figure(t, v, i, form->figure);
	tell_line(t, form->tail);
	if (form->names)
		tell_silent(t, h, NULL, NULL);
	tell_end(t);
}

int
cmd_status(int argc, char **argv)
{
	bool json = false, nagios = false, prometheus = false;
	struct option_list rest = { 0 };
	struct verdict v = { 0 };
	struct tell *t;
	struct hub *h;
	const struct option_spec specs[] = {
		{ "--json", NULL, .flag = &json },
		{ "--nagios", NULL, .flag = &nagios },
		{ "--prometheus", NULL, .flag = &prometheus },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv,
	    "status HUB [--json | --nagios | --prometheus] [--at TIME]", specs,
	    4, &rest, 1, 1);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	compute(h, &v);
	t = tell_command(json && !nagios);
	tell_status(t, h, &v,
	    nagios	 ? &nagios_form
	    : prometheus ? &prometheus_form
			 : &text_form);
	hub_close(h);
	tell_print(t);
	if (nagios)
		return (int)level_of(&v);
	return v.attention ? EXIT_ATTENTION : 0;
}
