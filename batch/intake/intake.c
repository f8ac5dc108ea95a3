#include <stdio.h>
#include <string.h>

#include "batch/apart/crypt.h"
#include "batch/apart/worker.h"
#include "batch/base/log.h"
#include "batch/base/machine.h"
#include "batch/base/stop.h"
#include "batch/intake/extract.h"
#include "batch/intake/filing.h"
#include "batch/intake/identity.h"
#include "batch/intake/intake.h"
#include "batch/intake/noise.h"
#include "batch/intake/opening.h"
#include "batch/intake/original.h"
#include "batch/intake/turns.h"
#include "batch/intake/validate.h"
#include "batch/night/arrival.h"
#include "batch/night/discreet.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"

/* Packages filed under one sync and one commit. */
#define INTAKE_BATCH 32

/* What one pass over the arrivals carries along. */
struct pass {
	struct night *n;
	struct extractor *extractor;
	struct turns *turns;
	struct noise *noise;
	struct arrival *batch[INTAKE_BATCH];
	size_t batched;
	size_t sent, done;
	size_t first; /* of those with the bytes of the one last asked about */
};

/* Equal bytes stand together, and are asked about one after another: to go
 * back to the first of them each time would cost their square. */
static const struct arrival *
first_of(struct pass *p, const struct arrival *a)
{
	const struct arrival *list = p->n->arrivals;
	size_t i = (size_t)(a - list);

	if (strcmp(list[p->first].sha256, a->sha256) == 0)
		return &list[p->first];
	while (i > 0 && strcmp(list[i - 1].sha256, a->sha256) == 0)
		i--;
	p->first = i;
	return &list[i];
}

/* The verdict of the night on the same bytes. */
static bool
judged_beside(struct arrival *a, const struct arrival *first)
{
	if (first == a)
		return false;
	a->state =
	    first->state == PACKAGE_ACCEPTED ? PACKAGE_DUPLICATE : first->state;
	a->why = first->why;
	a->member = first->member;
	a->package_id = first->package_id;
	return true;
}

/* The verdict that the database has; of refused bytes there may be another
 * one now. */
static bool
judged_before(struct night *n, struct arrival *a)
{
	struct stmt *s;
	bool seen;

	s = db_query(n->hub->db, SQL_PACKAGE_BY_SHA, "t", a->sha256);
	if (!db_row(s))
		return false;
	seen = strcmp(db_text(s, 0), "quarantined") != 0;
	if (seen) {
		a->state = PACKAGE_DUPLICATE;
		a->member = db_textdup(s, 1, n->arena);
		a->package_id = db_textdup(s, 2, n->arena);
	}
	db_end(s);
	a->left_behind = (a->unlink != NULL && original_is_aside(a->unlink)) ||
			 db_one(n->hub->db, SQL_PACKAGE_LEFT_BEHIND, 0, "tt",
			     a->sha256, a->from) != 0;
	return seen;
}

/* Bytes that came before need no second opening; the place is this file's
 * own. */
static bool
seen_before(struct pass *p, struct arrival *a)
{
	const struct arrival *first = first_of(p, a);

	if (!judged_before(p->n, a) && !judged_beside(a, first))
		return false;
	if (a->state == PACKAGE_DUPLICATE && !a->left_behind)
		opening_judge_place(a);
	return true;
}

/* Its neighbour with the same bytes must be through before it is asked. */
static bool
can_start(struct pass *p)
{
	struct night *n = p->n;
	size_t i = p->sent;

	return i < n->arrival_count && i - p->done < 2 * (size_t)n->jobs + 2 &&
	       (i == 0 || i == p->done ||
		   strcmp(n->arrivals[i].sha256, n->arrivals[i - 1].sha256) !=
		       0);
}

static void
start(struct pass *p)
{
	struct night *n = p->n;
	struct arrival *a;

	while (can_start(p)) {
		a = &n->arrivals[p->sent];
		if (a->phase == ARRIVAL_NEW) {
			if (!a->replayed && seen_before(p, a))
				a->phase = ARRIVAL_JUDGED;
			else if (!crypt_idle(n->crypt))
				return;
			else if (a->replayed || !turns_wait(p->turns, p->sent))
				opening_start(n, p->sent);
		}
		p->sent++;
	}
}

static void
flush(struct pass *p)
{
	filing_commit(p->n, p->batch, p->batched);
	p->batched = 0;
	db_begin(p->n->hub->db);
}

/* Its rows stand at once, so that the next package is judged by them; they
 * are committed when its bytes and its journal entry are safe. */
static void
put_in_batch(struct pass *p, struct arrival *a)
{
	filing_rows(p->n, p->extractor, a);
	p->batch[p->batched++] = a;
	if (p->batched == INTAKE_BATCH)
		flush(p);
}

/* The worker's answer, judged for meaning. */
static void
read_package(struct pass *p, struct arrival *a)
{
	struct night *n = p->n;
	int64_t took;

	a->arena = arena_new();
	a->package = worker_finish(a->worker, a->arena, &a->why, &took);
	a->worker = NULL;
	a->phase = ARRIVAL_JUDGED;
	turns_took(p->turns, p->done, took);
	if (a->why.reason == REASON_BUSY && !a->replayed) {
		turns_postpone(p->turns, p->done);
		return;
	}
	if (a->package == NULL && a->replayed)
		machine_ends(MACHINE_ARCHIVE,
		    "archive/%s.gpg was accepted once and is refused now: %s: %s",
		    a->sha256, reason_word(a->why.reason), a->why.detail);
	if (a->package == NULL || (!a->replayed && validate(n, a) == -1))
		a->state = PACKAGE_QUARANTINED;
	if (a->replayed) {
		identity_recall(a);
		a->state = PACKAGE_ACCEPTED;
	}
}

static void
settle_refused(struct pass *p, struct arrival *a)
{
	if (noise_fits(p->noise, a)) {
		discreet_refusal(p->n, &a->why);
		return;
	}
	a->state = PACKAGE_WAITING;
	a->why = (struct refusal){ .reason = REASON_BUSY };
}

/* Files a judged arrival, or lets it wait until all the others are through. */
static void
conclude(struct pass *p, struct arrival *a)
{
	struct night *n = p->n;

	/* What it refers to may come with a later package of this night. */
	if (a->state == PACKAGE_QUARANTINED && !a->deferred && !a->replayed &&
	    a->why.reason == REASON_UNKNOWN_REFERENCE) {
		a->deferred = true;
		return;
	}
	if (a->state == PACKAGE_QUARANTINED && !a->replayed)
		settle_refused(p, a);
	if (a->state == PACKAGE_ACCEPTED)
		a->package_id = arena_strdup(n->arena, a->package->id);
	put_in_batch(p, a);
}

static void
second_look(struct pass *p)
{
	struct night *n = p->n;
	struct arrival *a;
	size_t i;

	for (i = 0; i < n->arrival_count; i++) {
		a = &n->arrivals[i];
		if (!a->deferred)
			continue;
		a->why.reason = REASON_NONE;
		if (a->package == NULL)
			seen_before(p, a);
		else if (validate(n, a) == -1)
			a->state = PACKAGE_QUARANTINED;
		conclude(p, a);
	}
}

void
intake(struct night *n)
{
	struct pass p = { .n = n,
		.extractor = extractor_new(n),
		.turns = turns_new(n),
		.noise = noise_new(n) };
	struct arrival *a;

	db_begin(n->hub->db);
	while (p.done < n->arrival_count) {
		if (stop_asked()) {
			flush(&p);
			stop_here();
		}
		start(&p);
		a = &n->arrivals[p.done];
		if (a->phase == ARRIVAL_OPENING || a->phase == ARRIVAL_NEW) {
			opening_answer(n, p.turns);
			continue;
		}
		if (a->phase == ARRIVAL_READING) {
			start(&p);
			read_package(&p, a);
		}
		conclude(&p, a);
		p.done++;
		log_progress("%zu of %zu packages", p.done, n->arrival_count);
	}
	second_look(&p);
	flush(&p);
	turns_say(p.turns);
	turns_free(p.turns);
	noise_free(p.noise);
	db_rollback(n->hub->db);
	log_progress(NULL);
}
