#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <sysexits.h>

#include "batch/apart/lockdown.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/base/tongue.h"
#include "batch/care/keycare.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/worklist.h"
#include "batch/night/night.h"
#include "batch/store/acked.h"
#include "batch/store/backed.h"
#include "batch/store/chapter.h"
#include "batch/store/db.h"
#include "batch/store/heartbeat.h"
#include "batch/store/hub.h"
#include "batch/store/place.h"
#include "batch/store/publish.h"
#include "batch/verdict/tellacks.h"
#include "batch/verdict/tellmedia.h"
#include "batch/verdict/verdict.h"
#include "formats/base/buf.h"
#include "formats/base/retell.h"
#include "formats/base/say.h"
#include "formats/config/roster.h"
#include "formats/xml/xmltransform.h"
#include "keys/ring.h"

#define DAY 86400
/* A timer that fires each night, an outage and a slow night. */
#define LATE (36 * 3600)
/* Their senders are told in the receipt and send again within some weeks. */
#define UNREAD_DAYS 30

enum level { LEVEL_OK, LEVEL_ATTENTION, LEVEL_LATE };
static const char *const level_words[] = { "ok", "attention", "late" };
static const char *const nagios_words[] = { "OK", "WARNING", "CRITICAL" };

struct verdict {
	enum level level;
	struct heartbeat last; /* at is 0: none yet */
	int64_t accepted, quarantined, waiting, unclassified, previews, second,
	    asks, outside, unread, silent, stopped, undelivered, expiring,
	    media, overdue, unsaved, untried, astray;
	struct backed backed;
	const char *stranger; /* why it is not at home; NULL: it is */
	int64_t ahead;	      /* the newest signature, of the hub's clock */
	bool ahead_known;
	int64_t free, free_percent; /* MiB of the hub's file system */
	int landlock;
};

static const struct {
	const char *name;
	enum say text;
	size_t offset;
	bool needs; /* a person, where it is not 0 */
} figures[] = {
	{ "accepted", SAY_STATUS_ACCEPTED, offsetof(struct verdict, accepted),
	    false },
	{ "quarantined", SAY_STATUS_QUARANTINED,
	    offsetof(struct verdict, quarantined), true },
	{ "waiting", SAY_STATUS_WAITING, offsetof(struct verdict, waiting),
	    false },
	{ "unclassified", SAY_STATUS_UNCLASSIFIED,
	    offsetof(struct verdict, unclassified), false },
	{ "previews", SAY_STATUS_PREVIEWS, offsetof(struct verdict, previews),
	    false },
	{ "second", SAY_STATUS_SECOND, offsetof(struct verdict, second),
	    false },
	{ "asks", SAY_STATUS_ASKS, offsetof(struct verdict, asks), true },
	{ "outside", SAY_STATUS_OUTSIDE, offsetof(struct verdict, outside),
	    false },
	{ "unread", SAY_STATUS_UNREAD, offsetof(struct verdict, unread),
	    false },
	{ "silent", SAY_STATUS_SILENT, offsetof(struct verdict, silent),
	    false },
	{ "stopped", SAY_STATUS_STOPPED, offsetof(struct verdict, stopped),
	    true },
	{ "undelivered", SAY_STATUS_UNDELIVERED,
	    offsetof(struct verdict, undelivered), true },
	{ "media", SAY_STATUS_MEDIA, offsetof(struct verdict, media), false },
	{ "overdue", SAY_STATUS_OVERDUE, offsetof(struct verdict, overdue),
	    true },
	{ "expiring", SAY_STATUS_EXPIRING, offsetof(struct verdict, expiring),
	    true },
	{ "unsaved", SAY_STATUS_UNSAVED, offsetof(struct verdict, unsaved),
	    true },
	{ "untried", SAY_STATUS_UNTRIED, offsetof(struct verdict, untried),
	    true },
	{ "astray", SAY_STATUS_ASTRAY, offsetof(struct verdict, astray), true },
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
	struct key_care *list;
	size_t count, i;

	clock_day(clock_now(), today);
	q.today = today;
	ring = ring_open(hub_path(h, "gnupg"), err, sizeof(err));
	if (ring == NULL)
		log_fatal(EX_UNAVAILABLE, "%s", err);
	q.keys = ring_all(ring, h->arena, &q.key_count);
	list = keycare(h->arena, &q, &count);
	for (i = 0; i < count; i++)
		v->expiring += list[i].trouble != KEY_ABSENT;
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
count_media(struct hub *h, struct verdict *v)
{
	size_t late;

	v->media = (int64_t)media_out(h, clock_now() - MEDIA_DAYS * DAY, &late);
	v->overdue = (int64_t)late;
}

static bool
is_older(int64_t at, unsigned days)
{
	return at != 0 && days != 0 &&
	       clock_now() - at > (int64_t)days * CLOCK_DAY;
}

/* Who takes no backups is told so, and is not asked for any.  The first drill
 * is awaited from the first backup on. */
static void
find_backed(struct hub *h, struct verdict *v)
{
	const struct backed *b = &v->backed;

	backed_read(h, &v->backed);
	v->unsaved = is_older(b->backup, h->settings.backup_days);
	v->untried =
	    b->since != 0 && is_older(b->drill > b->since ? b->drill : b->since,
				 h->settings.drill_days);
	v->stranger = place_stranger(h);
	v->astray = v->stranger != NULL;
}

/* Of before there were heartbeats, the last run that changed a thing. */
static void
find_last(struct hub *h, struct verdict *v)
{
	if (!heartbeat_read(h, &v->last))
		v->last.at = db_one(h->db, SQL_RUN_LAST, 0, "");
}

static void
find_ahead(struct hub *h, struct verdict *v)
{
	struct stmt *s = db_query(h->db, SQL_STATUS_AHEAD, "");

	v->ahead_known = db_row(s) && !db_null(s, 0);
	if (v->ahead_known)
		v->ahead = db_int(s, 0);
	db_end(s);
}

static void
find_room(struct hub *h, struct verdict *v)
{
	struct statvfs f;

	if (fstatvfs(h->dir, &f) == -1 || f.f_blocks == 0)
		return;
	v->free = (int64_t)((uint64_t)f.f_bavail * f.f_frsize >> 20);
	v->free_percent = (int64_t)(f.f_bavail * 100 / f.f_blocks);
}

static void
count_all(struct hub *h, struct verdict *v)
{
	struct db *d = h->db;
	bool began = db_begin_look(d);
	size_t count;

	v->accepted = db_one(d, SQL_STATUS_ACCEPTED, 0, "");
	v->quarantined = db_one(d, SQL_STATUS_QUARANTINED, 0, "");
	v->waiting = db_one(d, SQL_STATUS_WAITING, 0, "");
	v->unclassified = db_one(d, SQL_STATUS_UNCLASSIFIED, 0, "");
	v->previews = db_one(d, SQL_STATUS_PREVIEWS, 0, "");
	v->second = db_one(d, SQL_STATUS_SECOND, 0, "");
	chapters_waiting(h, h->arena, &count);
	v->second += (int64_t)count;
	worklist_asks(h, &count);
	v->asks = (int64_t)count;
	worklist_outside(h, &count);
	v->outside = (int64_t)count;
	v->stopped = db_one(d, SQL_STATUS_DIRTY, 0, "");
	v->undelivered = db_one(d, SQL_STATUS_OPEN_RUNS, 0, "");
	count_unread(h, v);
	count_silent(h, v);
	count_media(h, v);
	db_end_look(d, began);
}

static void
judge(struct verdict *v)
{
	size_t i;

	for (i = 0; i < FIGURES; i++)
		if (figures[i].needs && figure(v, i) != 0)
			v->level = LEVEL_ATTENTION;
	if (v->last.at == 0 || clock_now() - v->last.at > LATE)
		v->level = LEVEL_LATE;
}

/* How a form tells the verdict: its first line, a line for each figure, its
 * last.  JSON needs none of them. */
struct form {
	const char *head, *figure, *tail;
	bool names; /* who is waited for is told by name */
};
static const struct form forms[] = {
	[VERDICT_TEXT] = { "{said}[: {lateness}]; last run {last}[, it ended with {code}]\n",
	    "{padded}  {text}\n",
	    "{backup}; {drill}\n"
	    "[not at home here: {stranger}; nothing can be sent from here before toiyaba restore --here\n]"
	    "{room} MiB free ({room-percent} %)[; the newest signature is {ahead} s ahead of the clock]\n"
	    "[note: this kernel has Landlock ABI {weak}, wanted 3: {gap}\n]",
	    true },
	[VERDICT_JSON] = { "", "", "", true },
	[VERDICT_HTML] = { "", "", "", true },
	[VERDICT_NAGIOS] = { "TOIYABA {level} - last run {last} |",
	    " {name}={value}", "\n", false },
	[VERDICT_PROMETHEUS] = { "# HELP toiyaba_last_run_timestamp_seconds when the last run ended\n"
				 "# TYPE toiyaba_last_run_timestamp_seconds gauge\n"
				 "toiyaba_last_run_timestamp_seconds {last-at}\n"
				 "# HELP toiyaba_last_run_exit its exit code\n"
				 "# TYPE toiyaba_last_run_exit gauge\n"
				 "toiyaba_last_run_exit {exit}\n"
				 "[# HELP toiyaba_last_backup_timestamp_seconds when the last backup was made\n"
				 "# TYPE toiyaba_last_backup_timestamp_seconds gauge\n"
				 "toiyaba_last_backup_timestamp_seconds {backup-at}\n]"
				 "[# HELP toiyaba_last_drill_timestamp_seconds when a backup was last tried\n"
				 "# TYPE toiyaba_last_drill_timestamp_seconds gauge\n"
				 "toiyaba_last_drill_timestamp_seconds {drill-at}\n]",
	    "# HELP toiyaba_{name} {help}\n"
	    "# TYPE toiyaba_{name} gauge\n"
	    "toiyaba_{name} {value}\n",
	    "# HELP toiyaba_free_mebibytes free on the hub's file system\n"
	    "# TYPE toiyaba_free_mebibytes gauge\n"
	    "toiyaba_free_mebibytes {room}\n",
	    false },
};

static void
tell_figure(struct tell *t, const struct verdict *v, size_t i, const char *form)
{
	int64_t value = figure(v, i);

	tell_number(t, figures[i].name, value);
	tell_phrase(t, "name", "%s", figures[i].name);
	tell_phrase(t, "text", "%s", say(figures[i].text, tongue()));
	tell_phrase(t, "help", "%s", say(figures[i].text, LANG_EN));
	tell_phrase(t, "value", "%" PRId64, value);
	tell_phrase(t, "padded", "%8" PRId64, value);
	tell_line(t, form);
}

static void
tell_wait(struct tell *t, const char *what, const char *whom, const char *since,
    int64_t count, const char *form)
{
	tell_map(t, "wait");
	tell_string(t, "what", what);
	tell_string(t, "whom", whom);
	tell_string(t, "since", since);
	tell_number(t, "count", count);
	tell_line(t, form);
	tell_end(t);
}

/* What waits for whom, and since when, the longest first of each kind. */
static void
tell_waits(struct tell *t, struct hub *h)
{
	struct stmt *s;

	tell_list(t, "waits");
	s = db_query(h->db, SQL_WAIT_PREVIEWS, "");
	while (db_row(s))
		tell_wait(t, "preview", db_text(s, 0), db_text(s, 1),
		    db_int(s, 2),
		    "  {whom} has not answered previews ({count}), the first of {since}\n");
	s = db_query(h->db, SQL_WAIT_SECOND, "");
	while (db_row(s))
		tell_wait(t, "second", db_text(s, 0), db_text(s, 1), 1,
		    "  {whom} has a ruling that waits for a second analyst since {since}\n");
	s = db_query(h->db, SQL_QUARANTINED, "i", (int64_t)0);
	while (db_row(s))
		tell_wait(t, db_text(s, 3), db_text(s, 0), db_text(s, 6), 1,
		    "  {whom} lies in quarantine since {since}: {what}\n");
	tell_end(t);
}

static void
tell_last(struct tell *t, const struct verdict *v)
{
	char at[CLOCK_TEXT];
	int64_t hours;

	if (v->last.at != 0)
		clock_text(v->last.at, at);
	tell_string(t, "last_run", v->last.at == 0 ? NULL : at);
	tell_number(t, "last_exit", v->last.code);
	tell_phrase(
	    t, "last", "%s", v->last.at == 0 ? tongue_form("never") : at);
	tell_phrase(t, "last-at", "%" PRId64, v->last.at);
	tell_phrase(t, "exit", "%d", v->last.code);
	if (v->last.code != 0)
		tell_phrase(t, "code", "%d", v->last.code);
	hours = (clock_now() - v->last.at) / 3600;
	if (v->last.at == 0)
		tell_phrase(t, "lateness", "no run yet");
	else if (v->level == LEVEL_LATE)
		tell_phrase(
		    t, "lateness", "no run for %" PRId64 " hours", hours);
}

static const char *
when(int64_t at, char text[CLOCK_TEXT])
{
	if (at == 0)
		return NULL;
	clock_text(at, text);
	return text;
}

static void
tell_backed(struct tell *t, struct hub *h, const struct verdict *v)
{
	char at[CLOCK_TEXT];
	const char *backup = when(v->backed.backup, at);

	tell_string(t, "last_backup", backup);
	if (backup == NULL)
		tell_phrase(t, "backup", "no backup yet");
	else {
		tell_phrase(t, "backup", "last backup %s", backup);
		tell_phrase(t, "backup-at", "%" PRId64, v->backed.backup);
	}
	tell_string(t, "last_drill", when(v->backed.drill, at));
	if (v->backed.drill == 0)
		tell_phrase(t, "drill", "no drill yet");
	else {
		tell_phrase(t, "drill", "last drill that passed %s", at);
		tell_phrase(t, "drill-at", "%" PRId64, v->backed.drill);
	}
	if (v->stranger != NULL)
		tell_phrase(t, "stranger", "%s",
		    retell(h->arena, v->stranger, tongue()));
}

static void
tell_machine(struct tell *t, const struct verdict *v)
{
	const char *gap = lockdown_gap(v->landlock);

	tell_number(t, "free_mib", v->free);
	tell_number(t, "free_percent", v->free_percent);
	tell_phrase(t, "room", "%" PRId64, v->free);
	tell_phrase(t, "room-percent", "%" PRId64, v->free_percent);
	tell_number(t, "landlock", v->landlock);
	if (v->ahead_known)
		tell_number(t, "newest_signature", v->ahead);
	if (v->ahead_known && v->ahead > 0)
		tell_phrase(t, "ahead", "%" PRId64, v->ahead);
	if (gap != NULL) {
		tell_phrase(t, "weak", "%d", v->landlock);
		tell_phrase(t, "gap", "%s", gap);
	}
}

static void
tell_status(struct tell *t, struct hub *h, const struct verdict *v,
    const struct form *form)
{
	char now[CLOCK_TEXT];
	size_t i;

	clock_text(clock_now(), now);
	tell_map(t, "status");
	tell_string(t, "verdict", level_words[v->level]);
	tell_phrase(t, "said", "%s", tongue_form(level_words[v->level]));
	tell_string(t, "at", now);
	tell_last(t, v);
	tell_backed(t, h, v);
	tell_machine(t, v);
	tell_phrase(t, "level", "%s", nagios_words[v->level]);
	tell_line(t, form->head);
	for (i = 0; i < FIGURES; i++)
		tell_figure(t, v, i, form->figure);
	tell_line(t, form->tail);
	if (form->names) {
		tell_silent(t, h, NULL, NULL);
		tell_waits(t, h);
		tell_media_late(t, h, clock_now() - MEDIA_DAYS * DAY);
	}
	tell_end(t);
}

static int
exit_of(const struct verdict *v)
{
	return v->level == LEVEL_OK ? 0 : EXIT_ATTENTION;
}

/* 0, or -1 and err. */
static int
make_page(struct hub *h, const struct verdict *v, struct buf *html, char *err,
    size_t errlen)
{
	static const char *const params[] = { NULL };
	struct tell *t = tell_xml("urn:toiyaba:status:1", h->settings.language);
	struct buf xml = { 0 };
	int rc;

	tell_status(t, h, v, &forms[VERDICT_HTML]);
	tell_close(t, &xml);
	rc = xml_transform(
	    SHEET_STATUS, xml.data, xml.len, params, html, err, errlen);
	buf_free(&xml);
	return rc;
}

static void
print_page(struct hub *h, const struct verdict *v)
{
	struct buf html = { 0 };
	char err[256];

	if (make_page(h, v, &html, err, sizeof(err)) == -1)
		log_fatal(EX_SOFTWARE, "the page cannot be made: %s", err);
	fwrite(html.data, 1, html.len, stdout);
	buf_free(&html);
}

int
verdict_print(struct hub *h, enum verdict_form form)
{
	struct verdict v = { .landlock = lockdown_abi() };
	struct tell *t;

	find_last(h, &v);
	find_ahead(h, &v);
	find_room(h, &v);
	find_backed(h, &v);
	count_all(h, &v);
	count_keys(h, &v);
	judge(&v);
	if (form == VERDICT_HTML)
		print_page(h, &v);
	else {
		t = tell_command(form == VERDICT_JSON);
		tell_status(t, h, &v, &forms[form]);
		tell_print(t);
	}
	return form == VERDICT_NAGIOS ? (int)v.level : exit_of(&v);
}

void
verdict_publish(struct night *n)
{
	struct verdict v = { .landlock = lockdown_abi(),
		.last = { .at = n->at, .code = n->exit },
		.expiring = (int64_t)n->keys_expiring };
	struct buf html = { 0 };
	char err[256];

	find_ahead(n->hub, &v);
	find_room(n->hub, &v);
	find_backed(n->hub, &v);
	count_all(n->hub, &v);
	judge(&v);
	if (make_page(n->hub, &v, &html, err, sizeof(err)) == -1)
		night_attention(n, "status.html cannot be made: %s", err);
	else
		publish_bytes(n->hub->dir, "status.html", html.data, html.len);
	buf_free(&html);
}
