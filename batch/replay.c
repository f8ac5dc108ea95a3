#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/gate/gate.h"
#include "batch/intake/intake.h"
#include "batch/media/book.h"
#include "batch/night/arrival.h"
#include "batch/night/lines.h"
#include "batch/night/night.h"
#include "batch/record/letters.h"
#include "batch/record/outbox.h"
#include "batch/replay.h"
#include "batch/run.h"
#include "batch/store/acked.h"
#include "batch/store/closed.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/regions.h"
#include "formats/base/mem.h"

/* What the journal says went out of the night that is being followed. */
struct promise {
	const char *audience, *digest;
	int64_t sequence;
	bool state;
};

/* The journal on its way through a database. */
struct following {
	struct night *n;
	size_t differences;
	struct promise *promises;
	size_t promise_count;
	struct journal_entry *regions;
	size_t region_count;
	struct journal_entry *given; /* right before a "medium" */
	size_t given_count;
	struct replayed *wanted; /* or NULL */
	bool found;
	bool over; /* the night: nothing of it is kept */
	/* Of the night that was entered last, and whether the one before had
	 * the same settings. */
	char roster[DIGEST_HEX], settings[DIGEST_HEX];
	bool settled;
};

static const char *
wanted(const struct journal_entry *e, const char *key)
{
	const char *v;

	v = journal_get(e, key);
	if (v == NULL)
		log_fatal(EX_CONFIG,
		    "journal: entry %" PRIu64 " (%s) has no %s", e->seq,
		    e->kind, key);
	return v;
}

/* Whether they stand as it is: ten years of nights share a few rosters, and the
 * hub keeps each that it takes.  A roster is marked by the settings before. */
static bool
is_taken(struct following *f, const char *roster, const char *settings)
{
	bool same = strcmp(f->settings, settings) == 0;
	bool taken = same && f->settled && strcmp(f->roster, roster) == 0;

	f->settled = same;
	snprintf(f->roster, sizeof(f->roster), "%s", roster);
	snprintf(f->settings, sizeof(f->settings), "%s", settings);
	return taken;
}

/* Roster and settings as they stood in that night. */
static void
take_snapshot(struct following *f, const char *roster, const char *settings)
{
	struct night *n = f->n;
	char *text;
	size_t len;
	const char *path;

	if (is_taken(f, roster, settings))
		return;

	path = hub_roster_path(n->arena, roster);
	text = hub_read(n->hub, path, &len);
	if (text == NULL)
		log_fatal(EX_CONFIG, "%s/%s is missing", n->hub->path, path);
	hub_take_roster(n->hub, text, len);
	path = hub_settings_path(n->arena, settings);
	text = hub_read(n->hub, path, &len);
	if (text == NULL)
		log_fatal(EX_CONFIG, "%s/%s is missing", n->hub->path, path);
	hub_take_settings(n->hub, text, len);
}

static void
enter_night(struct following *f, const char *run, const char *at,
    const char *roster, const char *settings)
{
	struct night *n = f->n;

	take_snapshot(f, roster, settings);
	n->at = strtoll(at, NULL, 10);
	clock_day(n->at, n->day);
	snprintf(n->run, sizeof(n->run), "%s", run);
}

/* The night whose first entries the database has already. */
static void
resume_night(struct following *f)
{
	struct night *n = f->n;
	const char *run = night_recall(n, "night-run");

	if (run != NULL)
		enter_night(f, run, night_recall(n, "night-at"),
		    night_recall(n, "night-roster"),
		    night_recall(n, "night-settings"));
}

static void
queue(struct night *n, const struct journal_entry *e, enum package_state state)
{
	struct arrival *a;
	const char *reason;

	a = night_arrival(n);
	snprintf(a->sha256, sizeof(a->sha256), "%s", wanted(e, "sha256"));
	a->path = hub_archive_path(n->arena, a->sha256);
	a->member = journal_get(e, "member");
	a->package_id = journal_get(e, "id");
	a->from = journal_get(e, "path");
	a->spooled = a->replayed = true;
	a->state = state;
	a->phase = state == PACKAGE_ACCEPTED ? ARRIVAL_NEW : ARRIVAL_JUDGED;
	if (state == PACKAGE_ACCEPTED) {
		snprintf(
		    a->signer, sizeof(a->signer), "%s", wanted(e, "signer"));
		a->key_made = strtoll(wanted(e, "key-made"), NULL, 10);
		a->signed_at = strtoll(wanted(e, "signed"), NULL, 10);
	}
	reason = journal_get(e, "reason");
	if (reason != NULL && state == PACKAGE_QUARANTINED) {
		refuse_all(&a->why, reason_parse(reason),
		    journal_get(e, "detail") == NULL
			? ""
			: journal_get(e, "detail"));
	}
}

static void
take_queued(struct night *n)
{
	if (n->arrival_count > 0)
		intake(n);
	night_forget_arrivals(n);
}

static void
differs(struct following *f, const char *what, const char *audience,
    int64_t sequence)
{
	f->differences++;
	log_warn("run %s: bundle %s-%06" PRId64 " %s", f->n->run, audience,
	    sequence, what);
}

/* The bundles or states that the night comes to, against those that it
 * promised; how many there are. */
static size_t
compare_with(struct following *f, struct stmt *s, bool state)
{
	struct promise *p;
	size_t i, seen = 0;

	while (db_row(s)) {
		for (i = 0; i < f->promise_count; i++) {
			p = &f->promises[i];
			if (p->state == state &&
			    strcmp(p->audience, db_text(s, 0)) == 0 &&
			    p->sequence == db_int(s, 1))
				break;
		}
		if (i == f->promise_count)
			differs(f, "is not in the journal", db_text(s, 0),
			    db_int(s, 1));
		else if (strcmp(f->promises[i].digest, db_text(s, 2)) != 0)
			differs(f,
			    "comes out with other bytes than the journal says",
			    db_text(s, 0), db_int(s, 1));
		seen++;
	}
	return seen;
}

static void
compare(struct following *f)
{
	const char *run = f->n->run;
	struct db *d = f->n->hub->db;
	size_t seen;

	seen = compare_with(f, db_query(d, SQL_RUN_BUNDLES, "t", run), false);
	seen += compare_with(f, db_query(d, SQL_RUN_STATES, "t", run), true);
	if (seen < f->promise_count)
		differs(f,
		    "and others of that night are in the journal and do not come out",
		    f->promises[0].audience, f->promises[0].sequence);
}

static const struct promise *
promise_of(struct following *f, const struct replayed *w)
{
	struct promise *p;

	for (p = f->promises; p < f->promises + f->promise_count; p++)
		if (!p->state && strcmp(p->audience, w->audience) == 0 &&
		    p->sequence == w->sequence)
			return p;
	return NULL;
}

/* It goes out of the database where it was published; not yet at the end of its
 * night. */
static void
take_wanted(struct following *f)
{
	struct replayed *w = f->wanted;
	const struct promise *p = promise_of(f, w);
	char hex[DIGEST_HEX];
	struct digest d;
	const void *blob;
	struct stmt *s;
	size_t len;

	if (p == NULL)
		return;
	f->found = true;
	s = db_query(
	    f->n->hub->db, SQL_BUNDLE_ARCHIVE, "ti", w->audience, w->sequence);
	if (!db_row(s))
		return;
	blob = db_blob(s, 0, &len);
	buf_put(&w->archive, blob, len);
	w->made = db_int(s, 1);
	db_end(s);
	digest_of(w->archive.data, w->archive.len, &d);
	digest_hex(&d, hex);
	w->same = strcmp(hex, p->digest) == 0;
}

static void
forget(struct following *f)
{
	f->promises = NULL;
	f->regions = NULL;
	f->promise_count = f->region_count = 0;
	f->n->held = NULL;
	f->n->held_count = 0;
	night_forget_names(f->n);
}

/* Decisions without their "end" were never taken. */
static void
start_night(struct following *f, const struct journal_entry *e)
{
	const char *run = wanted(e, "run"), *at = wanted(e, "at");
	const char *roster = wanted(e, "roster");
	const char *settings = wanted(e, "settings");

	forget(f);
	enter_night(f, run, at, roster, settings);
	night_remember(f->n, run, at, roster, settings);
}

static void
finish_night(struct following *f, const struct journal_entry *e)
{
	struct night *n = f->n;
	size_t i;

	(void)e;
	night_decide(n);
	db_run(n->hub->db, SQL_RUN_ADD, "tit", n->run, n->at, n->day);
	letters_name(n);
	for (i = 0; i < f->region_count; i++)
		regions_take(n->hub->db, &f->regions[i]);
	compare(f);
	if (f->wanted != NULL)
		take_wanted(f);
	forget(f);
	night_mark(n);
	db_commit(n->hub->db);
	f->over = true;
}

static void
note_published(struct following *f, const struct journal_entry *e)
{
	struct night *n = f->n;

	db_begin(n->hub->db);
	outbox_published(n, wanted(e, "run"));
	night_mark(n);
	db_commit(n->hub->db);
}

/* An operator's word, between nights. */
static void
note_excused(struct following *f, const struct journal_entry *e)
{
	struct excuse x = { .item = wanted(e, "item"),
		.reader = wanted(e, "reader"),
		.at = strtoll(wanted(e, "at"), NULL, 10),
		.by = wanted(e, "by"),
		.reason = wanted(e, "reason") };
	struct night *n = f->n;

	db_begin(n->hub->db);
	acked_excuse(n->hub->db, &x);
	night_mark(n);
	db_commit(n->hub->db);
}

/* It waits for its "medium"; what has none behind it was never given. */
static void
keep_given(struct following *f, const struct journal_entry *e)
{
	*(struct journal_entry *)arena_push(
	    f->n->arena, &f->given, &f->given_count, sizeof(*e)) = *e;
}

static void
note_medium(struct following *f, const struct journal_entry *e)
{
	book_take_medium(f->n, e, f->given, f->given_count);
}

static void
note_written(struct following *f, const struct journal_entry *e)
{
	book_take_written(f->n, e);
}

static void
note_back(struct following *f, const struct journal_entry *e)
{
	book_take_back(f->n, e);
}

static void
note_closed(struct following *f, const struct journal_entry *e)
{
	struct closed c = { .sha256 = wanted(e, "sha256"),
		.at = strtoll(wanted(e, "at"), NULL, 10),
		.by = wanted(e, "by"),
		.reason = wanted(e, "reason") };
	struct night *n = f->n;

	db_begin(n->hub->db);
	closed_add(n->hub->db, &c);
	night_mark(n);
	db_commit(n->hub->db);
}

/* The hub was put back, and numbers go on behind what its books know. */
static void
note_line(struct following *f, const struct journal_entry *e)
{
	struct night *n = f->n;

	db_begin(n->hub->db);
	lines_take(n, strtoll(wanted(e, "begun"), NULL, 10));
	night_mark(n);
	db_commit(n->hub->db);
}

static void
take_promise(struct following *f, const struct journal_entry *e, bool state)
{
	struct promise *p;

	p = arena_push(
	    f->n->arena, &f->promises, &f->promise_count, sizeof(*p));
	p->audience = wanted(e, "audience");
	p->sequence = strtoll(wanted(e, "sequence"), NULL, 10);
	p->digest = wanted(e, "digest");
	p->state = state;
}

static void
promise(struct following *f, const struct journal_entry *e)
{
	take_promise(f, e, false);
}

static void
promise_state(struct following *f, const struct journal_entry *e)
{
	take_promise(f, e, true);
}

/* What new items were called. */
static void
name_item(struct following *f, const struct journal_entry *e)
{
	struct night *n = f->n;

	if (strcmp(wanted(e, "edition"), "1") != 0)
		return;
	night_name_item(
	    n, wanted(e, "audience"), wanted(e, "first"), wanted(e, "id"));
}

/* And new requests. */
static void
name_request(struct following *f, const struct journal_entry *e)
{
	night_name_item(
	    f->n, NIGHT_REQUESTS, wanted(e, "first"), wanted(e, "id"));
}

/* Regions wait for the night's end too. */
static void
keep_region(struct following *f, const struct journal_entry *e)
{
	*(struct journal_entry *)arena_push(
	    f->n->arena, &f->regions, &f->region_count, sizeof(*e)) = *e;
}

static void
hold(struct following *f, const struct journal_entry *e)
{
	night_hold(f->n, wanted(e, "audience"));
}

/* Before an entry that turns the page, the packages that are queued are filed;
 * the database then stands before that entry. */
static const struct {
	const char *kind;
	void (*take)(struct following *f, const struct journal_entry *e);
	bool turns;
} kinds[] = {
	{ "night", start_night, true },
	{ "end", finish_night, true },
	{ "published", note_published, true },
	{ "excused", note_excused, true },
	{ "closed", note_closed, true },
	{ "line", note_line, true },
	{ "given", keep_given, false },
	{ "medium", note_medium, true },
	{ "written", note_written, true },
	{ "back", note_back, true },
	{ "item", name_item, false },
	{ "request", name_request, false },
	{ "release", promise, false },
	{ "state", promise_state, false },
	{ "held", hold, false },
	{ "region", keep_region, false },
};

static void
follow(struct following *f, const struct journal_entry *e,
    const struct journal_mark *before)
{
	struct night *n = f->n;
	enum package_state s;
	size_t i;

	for (s = PACKAGE_ACCEPTED; s <= PACKAGE_QUARANTINED; s++)
		if (strcmp(e->kind, package_state_word(s)) == 0)
			queue(n, e, s);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(e->kind, kinds[i].kind) != 0)
			continue;
		if (kinds[i].turns) {
			n->mark = *before;
			take_queued(n);
			journal_here(n->journal, &n->mark);
		}
		kinds[i].take(f, e);
	}
	if (strcmp(e->kind, "given") != 0)
		f->given_count = 0;
}

/* How far the database follows the journal. */
static void
read_mark(struct night *n, struct journal_mark *mark)
{
	const char *seq = night_recall(n, "seq");

	memset(mark, 0, sizeof(*mark));
	memset(mark->head, '0', DIGEST_HEX - 1);
	if (seq == NULL || strcmp(seq, "0") == 0)
		return;
	mark->seq = strtoull(seq, NULL, 10);
	mark->offset = strtoull(night_recall(n, "offset"), NULL, 10);
	snprintf(mark->head, sizeof(mark->head), "%s", night_recall(n, "head"));
}

/* On a new hub: the journal was whole when its first night began. */
static void
note_start(struct night *n)
{
	db_begin(n->hub->db);
	night_mark(n);
	db_commit(n->hub->db);
}

/* What a night is apart from those that are followed. */
struct own {
	int64_t at;
	char day[11], run[32];
	const char *roster, *settings;
	size_t roster_len, settings_len;
};

static void
leave_own(const struct night *n, struct own *own)
{
	own->at = n->at;
	memcpy(own->day, n->day, sizeof(own->day));
	memcpy(own->run, n->run, sizeof(own->run));
	own->roster = n->hub->roster_text;
	own->roster_len = n->hub->roster_len;
	own->settings = n->hub->settings_text;
	own->settings_len = n->hub->settings_len;
}

static void
come_back(struct night *n, const struct own *own)
{
	n->replay = false;
	n->at = own->at;
	memcpy(n->day, own->day, sizeof(n->day));
	memcpy(n->run, own->run, sizeof(n->run));
	n->outgoing = NULL;
	n->outgoing_count = 0;
	n->held = NULL;
	n->held_count = 0;
	hub_take_roster(n->hub, own->roster, own->roster_len);
	hub_take_settings(n->hub, own->settings, own->settings_len);
}

/* What the night that is over held goes, for years of them are followed. */
static void
turn_page(struct following *f)
{
	struct night *n = f->n;

	gate_free(n->gate);
	gate_free(n->discreet);
	n->gate = n->discreet = NULL;
	n->outgoing = NULL;
	n->composed = NULL;
	n->outgoing_count = n->composed_count = 0;
	arena_reset(n->arena);
	f->over = false;
}

/* To the journal's end, or to what is wanted. */
static void
follow_all(struct following *f)
{
	struct night *n = f->n;
	struct arena *kept = n->arena, *lasting = n->lasting;
	struct journal_mark before;
	struct journal_entry e;
	struct own own;
	bool fresh;

	leave_own(n, &own);
	n->arena = n->lasting = arena_new();
	read_mark(n, &before);
	fresh = before.seq == 0;
	n->journal =
	    journal_open(n->hub, &before, n->hub->lock != -1 && !n->dry_run);
	n->replay = true;
	resume_night(f);
	while (!f->found && journal_next(n->journal, n->arena, &e)) {
		follow(f, &e, &before);
		journal_here(n->journal, &before);
		if (f->over)
			turn_page(f);
	}
	n->mark = before;
	take_queued(n);
	if (fresh)
		note_start(n);
	forget(f);
	turn_page(f);
	arena_free(n->arena);
	n->arena = kept;
	n->lasting = lasting;
	come_back(n, &own);
}

size_t
replay(struct night *n)
{
	struct following f = { .n = n };

	follow_all(&f);
	return f.differences;
}

bool
replay_bundle(struct night *n, const char *audience, int64_t sequence,
    struct replayed *out)
{
	struct following f = { .n = n, .wanted = out };

	*out = (struct replayed){ .audience = audience, .sequence = sequence };
	follow_all(&f);
	return f.found;
}
