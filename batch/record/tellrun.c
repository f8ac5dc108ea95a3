#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/base/tell.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/worklist.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/record/tellrun.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/truehit.h"
#include "batch/store/chapter.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/retell.h"
#include "formats/report/timeline.h"
#include "formats/xml/xmlwrite.h"

struct telling {
	struct tell *t;
	struct night *n;
	const struct run_facts *run;
	size_t accepted, others; /* packages that were told */
};

/* Whether a list may go on that has so many already. */
static bool
has_room(const struct telling *o, size_t count)
{
	return o->run->most == 0 || count < o->run->most;
}

static bool
has_plain_room(const struct telling *o, size_t count)
{
	return has_room(o, count) &&
	       (o->run->plain == 0 || count < o->run->plain);
}

static void
tell_submissions(struct telling *o, const struct arrival *a)
{
	struct stmt *s;

	tell_list(o->t, "submissions");
	if (a->state == PACKAGE_ACCEPTED && !o->run->bare) {
		s = db_query(
		    o->n->hub->db, SQL_PACKAGE_SUBMISSIONS, "t", a->sha256);
		while (db_row(s)) {
			tell_map(o->t, "submission");
			tell_string(o->t, "id", db_text(s, 0));
			tell_string(o->t, "case", db_text(s, 1));
			tell_end(o->t);
		}
	}
	tell_end(o->t);
}

/* Without the names of files, which are their sender's: show tells those. */
static void
tell_unread_of(struct telling *o, const char *submission)
{
	struct unread *list;
	size_t count, i;

	list = unread_of(o->n->hub, o->n->arena, submission, &count);
	for (i = 0; i < count; i++) {
		tell_map(o->t, "unread");
		tell_string(o->t, "submission", submission);
		tell_number(o->t, "file", list[i].n);
		tell_string(o->t, "read", unread_extent(&list[i]));
		tell_string(o->t, "reason", unread_reason_word(list[i].reason));
		tell_end(o->t);
	}
}

static void
tell_unread(struct telling *o, const struct arrival *a)
{
	const char **ids = NULL;
	struct stmt *s;
	size_t count = 0, i;

	tell_list(o->t, "unread");
	if (a->state == PACKAGE_ACCEPTED && !o->run->bare) {
		s = db_query(
		    o->n->hub->db, SQL_PACKAGE_SUBMISSIONS, "t", a->sha256);
		while (db_row(s))
			if (db_int(s, 3) != 0)
				arena_push_str(o->n->arena, &ids, &count,
				    db_textdup(s, 0, o->n->arena));
	}
	for (i = 0; i < count; i++)
		tell_unread_of(o, ids[i]);
	tell_end(o->t);
}

/* run.xml and JSON keep them as journal and books do. */
static void
tell_faults(struct telling *o, const struct arrival *a)
{
	const char *left = refusal_detail(&a->why);
	struct arena *one = o->n->arena;

	tell_list(o->t, "faults");
	while (left != NULL)
		tell_string(o->t, "fault",
		    retell(one, retell_first(&left, one), night_lang(o->n)));
	tell_end(o->t);
}

static void
tell_package(struct telling *o, const struct arrival *a)
{
	bool refused = a->state == PACKAGE_QUARANTINED;
	struct tell *t = o->t;

	tell_map(t, "package");
	if (!o->run->bare)
		tell_string(t, "path", a->path);
	tell_string(t, "sha256", a->sha256);
	tell_string(t, "from", a->member);
	tell_string(t, "state", package_state_word(a->state));
	tell_string(t, "reason",
	    a->why.reason != REASON_NONE && a->state != PACKAGE_ACCEPTED
		? reason_word(a->why.reason)
		: NULL);
	if (refused && !o->run->terse && !o->run->page)
		tell_string(t, "detail", refusal_detail(&a->why));
	if (refused && !o->run->terse && o->run->page)
		tell_faults(o, a);
	tell_submissions(o, a);
	tell_unread(o, a);
	tell_end(t);
}

/* What was accepted leaves room for what was not. */
static void
tell_next(struct telling *o, const struct arrival *a)
{
	bool accepted = a->state == PACKAGE_ACCEPTED;
	size_t *told = accepted ? &o->accepted : &o->others;
	struct arena *kept;

	if (!has_room(o, *told) || (accepted && !has_plain_room(o, *told)))
		return;
	kept = night_aside(o->n);
	tell_package(o, a);
	night_back(o->n, kept);
	(*told)++;
}

static void
tell_each(struct telling *o, const struct arrival *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		tell_next(o, &list[i]);
}

static void
tell_packages(struct telling *o)
{
	const struct run_facts *r = o->run;

	tell_list(o->t, "packages");
	tell_each(o, r->late, r->late_count);
	tell_each(o, r->arrivals, r->arrival_count);
	tell_end(o->t);
}

struct item_row {
	const char *id, *casefile;
	int64_t edition;
	const char **audiences;
	size_t audience_count;
};

/* Told, where there is one, and forgotten. */
static void
tell_item(struct telling *o, struct item_row *i, size_t *count)
{
	if (i->id == NULL)
		return;
	if (has_plain_room(o, *count)) {
		tell_map(o->t, "item");
		tell_string(o->t, "id", i->id);
		tell_string(o->t, "case", i->casefile);
		tell_number(o->t, "edition", i->edition);
		tell_words(o->t, "audiences", i->audiences, i->audience_count);
		tell_end(o->t);
	}
	(*count)++;
	*i = (struct item_row){ .id = NULL };
}

/* Rows come by item and audience. */
static void
tell_items(struct telling *o)
{
	struct arena *a = arena_new();
	struct item_row i = { .id = NULL };
	size_t count = 0;
	struct stmt *s;

	tell_list(o->t, "items");
	s = db_query(o->n->hub->db, SQL_RUN_ITEMS, "t", o->run->run);
	while (db_row(s)) {
		if (i.id != NULL && strcmp(i.id, db_text(s, 0)) != 0) {
			tell_item(o, &i, &count);
			arena_reset(a);
		}
		if (i.id == NULL) {
			i.id = db_textdup(s, 0, a);
			i.casefile = db_textdup(s, 1, a);
			i.edition = db_int(s, 2);
		}
		arena_push_str(
		    a, &i.audiences, &i.audience_count, db_textdup(s, 3, a));
	}
	tell_item(o, &i, &count);
	tell_end(o->t);
	arena_free(a);
}

static void
tell_bundles(struct telling *o)
{
	struct tell *t = o->t;
	struct stmt *s;

	tell_list(t, "bundles");
	s = db_query(o->n->hub->db, SQL_RUN_BUNDLES, "t", o->run->run);
	while (db_row(s)) {
		tell_map(t, "bundle");
		tell_string(t, "audience", db_text(s, 0));
		tell_number(t, "sequence", db_int(s, 1));
		tell_string(t, "path",
		    hub_bundle_path(o->n->arena, db_text(s, 0), db_int(s, 1)));
		tell_string(t, "digest", db_text(s, 2));
		tell_end(t);
	}
	tell_end(t);
}

/* Threads that the run's rulings were about, as a picture. */
static void
draw_threads(struct telling *o)
{
	struct timeline_step *steps = NULL, *p;
	struct buf picture = { 0 };
	struct stmt *s;
	struct xmlw x;
	size_t count = 0;

	s = db_query(o->n->hub->db, SQL_RUN_THREADS, "t", o->run->run);
	while (db_row(s)) {
		p = arena_push(o->n->arena, &steps, &count, sizeof(*p));
		p->column = db_textdup(s, 0, o->n->arena);
		p->kind = db_textdup(s, 1, o->n->arena);
		if (db_int(s, 2) == 0)
			continue;
		clock_day(db_int(s, 2), p->day);
		p->days = clock_days(p->day);
	}
	xmlw_begin(&x, &picture);
	timeline_write(&x, o->n->arena, steps, count);
	if (picture.len > 0)
		tell_picture(o->t, buf_str(&picture));
	buf_free(&picture);
}

/* Pairs of cases that an analyst is to look at, found by this run. */
static void
tell_look(struct telling *o)
{
	struct look *list;
	size_t count, i;

	list = worklist_of_run(o->n->hub, o->run->run, &count);
	tell_list(o->t, "look");
	for (i = 0; i < count && has_room(o, i); i++) {
		tell_map(o->t, "look");
		tell_string(o->t, "case", list[i].casefile);
		tell_string(o->t, "with", list[i].with);
		tell_number(o->t, "score", list[i].score);
		tell_string(o->t, "why", list[i].why);
		tell_end(o->t);
	}
	tell_end(o->t);
}

/* Rulings and chapters that have no effect until a second analyst confirms
 * them. */
static void
tell_waiting(struct telling *o)
{
	struct waiting_ruling *list;
	struct waiting_chapter *chapters;
	size_t count, i;

	list = foureyes_waiting(o->n->hub->db, o->n->arena, &count);
	tell_list(o->t, "confirm");
	for (i = 0; i < count; i++) {
		tell_map(o->t, "confirm");
		tell_string(o->t, "ruling", list[i].id);
		tell_string(o->t, "case", list[i].casefile);
		tell_string(o->t, "by", list[i].analyst);
		tell_string(o->t, "since", list[i].day);
		tell_end(o->t);
	}
	chapters = chapters_waiting(o->n->hub, o->n->arena, &count);
	for (i = 0; i < count; i++) {
		tell_map(o->t, "confirm");
		tell_string(o->t, "ruling", chapters[i].name);
		tell_string(o->t, "case", chapters[i].period);
		tell_string(o->t, "by", chapters[i].analyst);
		tell_string(o->t, "since", chapters[i].day);
		tell_end(o->t);
	}
	tell_end(o->t);
}

/* Members' own names that are the attack: who has agreed to telling them. */
static void
tell_truehits(struct telling *o)
{
	struct waiting_truehit *list, *w;
	struct tell *t = o->t;
	size_t count, i;

	list = truehit_waiting(o->n->hub->db, o->n->arena, &count);
	tell_list(t, "truehits");
	for (i = 0; i < count; i++) {
		w = &list[i];
		tell_map(t, "truehit");
		tell_string(t, "ruling", w->ruling);
		tell_string(t, "case", w->casefile);
		tell_string(t, "by", w->analyst);
		tell_string(t, "preview", w->preview);
		tell_string(t, "provider", w->provider);
		tell_string(t, "bytes", w->bytes);
		tell_string(t, "confirmed", w->confirmed ? "yes" : "no");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_attention(struct telling *o)
{
	const struct run_facts *r = o->run;
	const struct attention *p;
	const char *text;
	size_t i;

	tell_list(o->t, "attention");
	for (i = 0; i < r->attention_count && !r->terse; i++) {
		p = &r->attention[i];
		text = r->page ? p->said : p->text;
		tell_string(o->t, "attention",
		    p->path == NULL || r->bare
			? text
			: arena_printf(o->n->arena, "%s: %s", p->path, text));
	}
	tell_end(o->t);
}

/* How it went, in one line. */
static void
tell_sum(struct telling *o)
{
	const struct run_facts *r = o->run;
	size_t count[PACKAGE_STATES] = { 0 }, i;
	enum package_state s;

	for (i = 0; i < r->late_count; i++)
		count[r->late[i].state]++;
	for (i = 0; i < r->arrival_count; i++)
		count[r->arrivals[i].state]++;
	count[PACKAGE_WAITING] += r->unnamed;
	for (s = 0; s < PACKAGE_STATES; s++)
		tell_phrase(o->t, package_state_word(s), "%zu", count[s]);
	tell_phrase(
	    o->t, "all", "%zu", r->late_count + r->arrival_count + r->unnamed);
	tell_phrase(o->t, "editions", "%zu", o->n->outgoing_count);
	if (o->n->dry_run)
		tell_phrase(o->t, "dry", "dry run");
	tell_line(o->t,
	    "run {run}[ ({dry})]: {all} packages: {accepted} accepted, {duplicate} duplicate, {quarantined} quarantined, {waiting} waiting; {editions} editions released\n");
}

void
tell_run(struct tell *t, struct night *n, const struct run_facts *r)
{
	struct telling o = { .t = t, .n = n, .run = r };
	const struct arrival *newest;
	struct journal_mark mark;
	char at[CLOCK_TEXT];
	bool began;

	began = db_begin_look(n->hub->db);
	journal_here(n->journal, &mark);
	clock_text(r->at, at);
	tell_map(t, "run");
	tell_id(t, "run", r->run);
	tell_string(t, "at", at);
	tell_string(t, "journal-head", mark.head);
	tell_string(t, "dry-run", n->dry_run ? "yes" : "no");
	newest = arrival_newest(r->arrivals, r->arrival_count);
	if (newest != NULL)
		tell_number(t, "newest-signature", newest->signed_at - r->at);
	if (r->most > 0)
		tell_number(t, "first", (int64_t)r->most);
	if (r->unnamed > 0)
		tell_number(t, "unnamed", (int64_t)r->unnamed);
	tell_sum(&o);
	tell_packages(&o);
	tell_items(&o);
	tell_bundles(&o);
	draw_threads(&o);
	tell_look(&o);
	tell_waiting(&o);
	tell_truehits(&o);
	tell_attention(&o);
	tell_end(t);
	db_end_look(n->hub->db, began);
}
