#include <stdlib.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/cases/joined.h"
#include "batch/cases/neighbours.h"
#include "batch/night/night.h"
#include "batch/rule/caserule.h"
#include "batch/rule/foureyes.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/store/word.h"
#include "batch/views/group.h"
#include "batch/views/shut.h"
#include "batch/views/standing.h"
#include "formats/base/mem.h"

/* One ruling among all that bear on the case. */
struct weighed {
	const struct ruling *r;
	struct ruling part; /* what of it needs nobody */
	struct ruling_part *parts;
	size_t part_count;
	struct word word;
	struct word confirmed_at; /* by the first who did */
	const char *second;	  /* that one; NULL: nobody */
	bool refused;
	bool lapsed; /* the case was ruled while it waited */
	bool partly; /* in effect: the part that needs nobody */
	bool whole;  /* in effect: all of it */
	bool gained; /* in effect since just now */
};

/* A ruling is signed, or confirmed. */
struct event {
	struct word at;
	struct weighed *of;
	bool confirms;
};

/* The newest word of each analyst counts; nobody approves his own. */
static void
hear(struct night *n, struct weighed *s)
{
	const char *by, *last = "";
	struct word w;
	struct stmt *q;

	q = db_query(n->hub->db, SQL_CONFIRMS_OF, "t", s->r->id);
	while (db_row(q)) {
		by = db_textdup(q, 0, n->arena);
		if (strcmp(by, last) == 0)
			continue;
		last = by;
		if (db_int(q, 1) == 0) {
			s->refused = true;
			continue;
		}
		w.signed_at = db_int(q, 2);
		w.package = db_textdup(q, 3, n->arena);
		w.n = db_int(q, 4);
		if (strcmp(by, s->r->analyst) == 0)
			continue;
		if (word_order(&w, &s->word) < 0)
			w = s->word;
		if (s->second != NULL && word_order(&s->confirmed_at, &w) < 0)
			continue;
		s->confirmed_at = w;
		s->second = by;
	}
}

static void
weigh(struct night *n, struct weighed *s, const struct ruling *r)
{
	s->r = r;
	s->word = (struct word){ r->signed_at, r->package, r->n };
	s->parts = ruling_parts(
	    n->hub->db, n->arena, r->package, r->n, &s->part_count);
	if (!r->waits)
		return;
	s->part = standing_part(r);
	hear(n, s);
}

/* All but true hits, which are about a submission. */
static struct weighed *
load(struct night *n, const char *casefile, size_t *count)
{
	struct ruling *rulings;
	struct weighed *list;
	size_t all, i;

	rulings = rulings_of_case(n->hub->db, n->arena, casefile, &all);
	list = arena_alloc(n->arena, (all + 1) * sizeof(*list));
	*count = 0;
	for (i = 0; i < all; i++) {
		weigh(n, &list[*count], &rulings[i]);
		if (list[*count].part_count == 0 ||
		    list[*count].parts[0].what != RULING_TRUEHIT)
			(*count)++;
	}
	return list;
}

static int
by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	int c = word_order(&x->at, &y->at);

	return c != 0 ? c : (int)x->confirms - (int)y->confirms;
}

static void
add_event(
    struct event *list, size_t *count, struct weighed *s, const struct word *at)
{
	list[*count] = (struct event){ *at, s, at != &s->word };
	(*count)++;
}

/* Older rulings that still wait were written for a case that has been ruled
 * since. */
static void
lapse(struct weighed *list, size_t count, const struct weighed *by)
{
	struct weighed *s;

	for (s = list; s < list + count; s++)
		if (s->r->waits && !s->whole && !s->refused &&
		    word_order(&s->word, &by->word) < 0)
			s->lapsed = true;
}

/* Goes through what was signed, in that order. */
static void
walk(struct night *n, struct weighed *list, size_t count)
{
	struct event *events, *e;
	size_t event_count = 0, i;
	struct weighed *s;

	events = arena_alloc(n->arena, (2 * count + 1) * sizeof(*events));
	for (i = 0; i < count; i++) {
		s = &list[i];
		if (s->r->distrusted)
			continue;
		add_event(events, &event_count, s, &s->word);
		if (s->r->waits && !s->refused && s->second != NULL)
			add_event(events, &event_count, s, &s->confirmed_at);
	}
	qsort(events, event_count, sizeof(*events), by_time);
	for (e = events; e < events + event_count; e++) {
		s = e->of;
		if (e->confirms && s->lapsed)
			continue;
		s->whole = e->confirms || !s->r->waits;
		s->partly =
		    s->whole || !foureyes_is_empty(n->hub->db, &s->part);
		if (s->partly)
			lapse(list, count, s);
	}
}

/* What of a ruling is in effect; NULL: nothing. */
static const struct ruling *
in_effect(const struct weighed *s)
{
	return s->whole ? s->r : s->partly ? &s->part : NULL;
}

static bool
has_thread(const struct weighed *s)
{
	size_t i;

	for (i = 0; s->whole && i < s->part_count; i++)
		if (s->parts[i].what == RULING_STEP)
			return true;
	return false;
}

static enum holds
holds(const struct weighed *s)
{
	return s->whole ? HOLDS_WHOLE : s->partly ? HOLDS_PART : HOLDS_NOTHING;
}

/* A thread is given whole each time: the new one replaces the old. */
static void
set_thread(struct night *n, const char *id, const struct ruling *r)
{
	struct db *d = n->hub->db;
	struct ruling_part *parts, *p;
	int64_t step = 0;
	size_t count, i;

	parts = ruling_parts(d, n->arena, r->package, r->n, &count);
	for (i = 0; i < count; i++) {
		p = &parts[i];
		if (p->what == RULING_STEP)
			db_run(d, SQL_THREAD_ADD, "tittit", id, ++step, p->word,
			    p->submission, p->at, p->text);
	}
}

static void
set_case(struct night *n, const char *id, const struct standing *st)
{
	db_run(n->hub->db, SQL_CASE_SET, "ttitttttiiittt", id,
	    st->class == NULL ? "unclassified" : st->class,
	    (int64_t)st->release, st->grounds, st->title, st->analysis,
	    st->countermeasure, st->topic, (int64_t)(st->grave == SAID_YES),
	    st->closed, (int64_t)(st->harmless == SAID_YES), st->outline,
	    st->campaign, st->campaign_years);
	db_run(n->hub->db, SQL_THREAD_CLEAR, "t", id);
	if (st->thread != NULL)
		set_thread(n, id, st->thread);
}

/* Whether one that was signed later has split it off already. */
static bool
is_split_since(struct night *n, const char *submission, const struct word *mine)
{
	struct word last;
	bool since = false;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_PART_HOLDS, "tt", submission, "split");
	if (db_row(s)) {
		last = (struct word){ db_int(s, 0), db_textdup(s, 1, n->arena),
			db_int(s, 2) };
		since = word_order(mine, &last) < 0;
		db_end(s);
	}
	return since;
}

static bool
is_off(const struct sides *x, const char *submission)
{
	size_t i;

	for (i = 0; i < x->off_count; i++)
		if (strcmp(x->off[i], submission) == 0)
			return true;
	return false;
}

/* What a ruling splits off, and what it leaves. */
static void
sort_out(struct night *n, const struct weighed *s, struct sides *x)
{
	const struct ruling_part *p;
	const char **all;
	size_t count, i;

	for (i = 0; i < s->part_count; i++) {
		p = &s->parts[i];
		if (p->what == RULING_SPLIT &&
		    !is_split_since(n, p->submission, &s->word))
			arena_push_str(
			    n->arena, &x->off, &x->off_count, p->submission);
	}
	all = ruling_submissions(n->hub->db, n->arena, s->r, &count);
	for (i = 0; i < count; i++)
		if (!is_off(x, all[i]))
			arena_push_str(
			    n->arena, &x->rest, &x->rest_count, all[i]);
}

/* What is split off together stays together, in a case of its own; an item that
 * it has a right to goes with it. */
static void
split(struct night *n, const struct weighed *s)
{
	struct sides x = { .name = s->r->id };
	const char *id;
	int64_t last = 0;
	size_t i;

	sort_out(n, s, &x);
	if (x.off_count == 0)
		return;
	id = casefile_new(n, &last);
	casefile_seal(n, s->r->bears, id);
	for (i = 0; i < x.off_count; i++) {
		casefile_assign(n, x.off[i], id, JOINED_SPLIT);
		neighbours_set_apart(n, x.off[i]);
	}
	group_part(n, &x);
	for (i = 0; i < x.off_count; i++)
		db_run(n->hub->db, SQL_SPLIT_ITEMS, "tt", x.off[i], id);
}

/* What is done once, and not worked out again. */
static void
act(struct night *n, const char *id, const struct weighed *s)
{
	const char *into, **on;
	size_t count;

	split(n, s);
	if (s->r->merge_into != NULL) {
		into = casefile_resolve(n->hub->db, n->arena, s->r->merge_into);
		casefile_merge(n, id, into, JOINED_MERGE);
		on = ruling_submissions(n->hub->db, n->arena, s->r, &count);
		group_bind(n, s->r->id, on, count);
	}
}

/* Notes how it stands with a ruling. */
static void
note(struct night *n, const char *id, struct weighed *s)
{
	const struct ruling *r = s->r;
	const char *outcome = NULL, *run = r->run;

	s->gained = s->whole && (r->run == NULL || r->outcome != NULL);

	if (!s->whole)
		outcome = r->distrusted ? r->outcome
			  : s->refused	? "refused"
			  : s->lapsed	? "lapsed"
					: NULL;
	if (!s->whole && outcome == NULL)
		run = NULL; /* it waits */
	else if (run == NULL)
		run = n->run;
	if (s->lapsed && r->run == NULL)
		night_attention(n,
		    "%s: ruling %s waited for a second analyst and is void: the case was ruled since",
		    id, r->id);
	db_run(n->hub->db, SQL_RULING_STATE, "tittt", r->package, r->n, run,
	    outcome, s->second);
}

/* The things about which a ruling says something, as bits. */
static unsigned
subjects(const struct weighed *s)
{
	const struct ruling *r = in_effect(s);
	bool says[12];
	unsigned bits = 0, i;

	if (r == NULL)
		return 0;
	says[0] = r->class != NULL;
	says[1] = r->grounds != NULL;
	says[2] = r->title != NULL;
	says[3] = r->analysis != NULL;
	says[4] = r->countermeasure != NULL;
	says[5] = r->grave != SAID_NOTHING;
	says[6] = r->release != SAID_NOTHING;
	says[7] = r->retract == SAID_YES || r->release == SAID_YES;
	says[8] = has_thread(s);
	says[9] = r->harmless != SAID_NOTHING || r->release == SAID_YES;
	says[10] = r->outline != NULL;
	says[11] = r->campaign != NULL;
	for (i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		bits |= says[i] ? 1U << i : 0;
	return bits;
}

/* What is said of the same things by one that was signed later, and holds. */
static void
say_late(struct night *n, const char *id, const struct weighed *fresh,
    const struct weighed *end)
{
	const struct weighed *s;

	for (s = fresh + 1; s < end; s++)
		if ((subjects(fresh) & subjects(s)) != 0) {
			night_attention(n,
			    "%s: ruling %s came late: of what it says, %s holds what was signed after it",
			    id, fresh->r->id, s->r->id);
			return;
		}
}

/* How the case was ruled from tonight on.  Where a word that was in effect is
 * so no more, who saw the case by it has not seen it. */
static void
stand(struct night *n, const char *id, const struct standing *st, bool gained)
{
	db_run(n->hub->db, gained ? SQL_STANDING_CASE : SQL_STANDING_AGAIN,
	    "tii", id, n->at, st->seen);
}

static bool
is_same(const struct ruling *a, const struct ruling *b)
{
	return b != NULL && a->n == b->n && strcmp(a->package, b->package) == 0;
}

void
caserule(struct night *n, const char *id, const struct ruling *fresh)
{
	struct standing st;
	struct weighed *list, *s;
	bool gained = fresh != NULL, ruled = fresh == NULL;
	size_t count;

	list = load(n, id, &count);
	walk(n, list, count);
	standing_begin(&st);
	st.closed = db_one(n->hub->db, SQL_CASE_SEALED, 0, "t", id);
	for (s = list; s < list + count; s++) {
		standing_lay(&st, s->r, holds(s), has_thread(s));
		note(n, id, s);
		gained = gained || s->gained;
		ruled =
		    ruled || s->gained || (is_same(s->r, fresh) && s->partly);
	}
	set_case(n, id, &st);
	stand(n, id, &st, gained);
	if (ruled)
		db_run(n->hub->db, SQL_CASE_RULED, "tt", id, n->run);
	casefile_dirty(n, id);
	for (s = list; s < list + count; s++) {
		if (s->r->release == SAID_YES)
			shut_stir(n, s->r);
		if (is_same(s->r, fresh))
			say_late(n, id, s, list + count);
		if (s->gained)
			act(n, id, s);
	}
}
