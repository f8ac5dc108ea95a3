#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/word.h"
#include "batch/views/finders.h"
#include "batch/views/group.h"
#include "batch/views/lives.h"
#include "batch/views/tokens.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/base/words.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"

static bool
is_whole(
    struct night *n, const struct roster_audience *to, const char *submission)
{
	struct stmt *s;
	bool whole = false;

	s = db_query(n->hub->db, SQL_VIEW_WHOLE, "t", submission);
	if (db_row(s)) {
		whole = words_have(db_text(s, 0), to->id);
		db_end(s);
	}
	return whole;
}

static void
load_part(struct night *n, struct view *v, struct tokens *tokens,
    const char *submission)
{
	struct view_part *p;
	enum sender_role sender;
	enum scope scope;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_VIEW_PART, "t", submission);
	if (!db_row(s))
		return;
	p = arena_push(n->arena, &v->parts, &v->part_count, sizeof(*p));
	p->id = submission;
	p->own = db_int(s, 1) != 0;
	if (!sender_parse(db_text(s, 5), &sender) || sender != SENDER_HUB)
		p->organisation = tokens_deal(tokens, db_text(s, 0));
	p->everybody = scope_parse(db_text(s, 2), &scope) && scope == SCOPE_ALL;
	p->asked = strcmp(db_text(s, 3), "preview") == 0;
	if (!tlp_parse(db_text(s, 4), &p->tlp))
		p->tlp = TLP_RED;
	db_end(s);
	p->whole = p->asked && v->to != NULL && is_whole(n, v->to, submission);
}

const char *
view_first_shared(
    struct night *n, const struct roster_audience *to, const char *item)
{
	const char *day = NULL;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_VIEW_FIRST_SHARED, "tt", item, to->id);
	if (db_row(s)) {
		day = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return day;
}

/* A ruling as it reaches a view: the whole of it, or what is for all. */
struct reaching {
	struct ruling r;
	bool whole;
};

/* On their way into a view, each once. */
struct rulings {
	struct reaching *list;
	size_t count;
	GHashTable *seen;
};

static bool
is_new(struct night *n, struct rulings *all, const struct ruling *r)
{
	return g_hash_table_add(all->seen,
	    arena_printf(n->arena, "%s %lld", r->package, (long long)r->n));
}

static void
keep(struct night *n, struct rulings *all, const struct ruling *r, bool whole)
{
	struct reaching *x;

	x = arena_push(n->arena, &all->list, &all->count, sizeof(*x));
	x->r = whole ? *r : standing_for_all(r);
	x->whole = whole;
}

/* Those that are about the submission and, where it is named, for the
 * audience.  What they strike out is struck out everywhere. */
static void
take_rulings_on(struct night *n, struct view *v, struct rulings *all,
    const char *submission)
{
	struct ruling *list;
	size_t count, i;

	list = rulings_on(n->hub->db, n->arena, submission, &count);
	for (i = 0; i < count; i++) {
		if (is_new(n, all, &list[i]))
			keep(n, all, &list[i],
			    ruling_is_for(n->hub->db, &list[i], v->to->id));
	}
}

static bool
names_attack(const struct ruling *r)
{
	enum class class;

	return r->class != NULL && class_parse(r->class, &class) &&
	       class < CLASS_UNDECIDED;
}

/* Whether a class was given to this very submission, and not only to what it
 * came to stand with. */
static bool
is_judged(struct night *n, const struct view *v, const char *submission)
{
	struct ruling *list;
	size_t count, i;

	list = rulings_on(n->hub->db, n->arena, submission, &count);
	for (i = 0; i < count; i++)
		if (names_attack(&list[i]) &&
		    standing_holds(&list[i]) == HOLDS_WHOLE &&
		    ruling_is_for(n->hub->db, &list[i], v->to->id))
			return true;
	return false;
}

/* Those that are for all views of its case, also where they are about nothing
 * that this audience may have. */
static void
take_rulings_for_all(
    struct night *n, struct rulings *all, const char *submission)
{
	struct one {
		const char *package;
		int64_t n;
	} *list = NULL, *x;
	struct stmt *s;
	struct ruling r;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_VIEW_RULED_FOR_ALL, "t", submission);
	while (db_row(s)) {
		x = arena_push(n->arena, &list, &count, sizeof(*x));
		x->package = db_textdup(s, 0, n->arena);
		x->n = db_int(s, 1);
	}
	for (i = 0; i < count; i++) {
		if (!ruling_load(
			n->hub->db, n->arena, list[i].package, list[i].n, &r) ||
		    !is_new(n, all, &r))
			continue;
		keep(n, all, &r, ruling_is_for(n->hub->db, &r, RULING_FOR_ALL));
	}
}

static int
by_word(const void *a, const void *b)
{
	const struct ruling *x = &((const struct reaching *)a)->r;
	const struct ruling *y = &((const struct reaching *)b)->r;
	struct word v = { x->signed_at, x->package, x->n };
	struct word w = { y->signed_at, y->package, y->n };

	return word_order(&v, &w);
}

static void
lay(struct night *n, struct view *v, const struct reaching *x)
{
	const struct ruling *r = &x->r;
	struct ruling_part *parts;
	size_t count, i;
	bool steps = false;

	parts = ruling_parts(n->hub->db, n->arena, r->package, r->n, &count);
	for (i = 0; i < count; i++) {
		steps = steps || parts[i].what == RULING_STEP;
		if (parts[i].what == RULING_REDACT)
			arena_push_str(n->arena, &v->redact, &v->redact_count,
			    parts[i].text);
		if (parts[i].what == RULING_TRUEHIT)
			return;
	}
	standing_lay(&v->ruled, r, standing_holds(r), steps && x->whole);
}

/* Longest first, so that no part of one is left of another. */
static int
by_length(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	size_t m = strlen(x), n = strlen(y);

	return m != n ? (m > n ? -1 : 1) : strcmp(x, y);
}

static void
lay_all(struct night *n, struct view *v, struct rulings *all)
{
	size_t i;

	standing_begin(&v->ruled);
	if (all->count > 1)
		qsort(all->list, all->count, sizeof(*all->list), by_word);
	for (i = 0; i < all->count; i++)
		lay(n, v, &all->list[i]);
	if (v->redact_count > 1)
		qsort(
		    v->redact, v->redact_count, sizeof(*v->redact), by_length);
	if (v->ruled.thread != NULL)
		v->steps =
		    ruling_parts(n->hub->db, n->arena, v->ruled.thread->package,
			v->ruled.thread->n, &v->step_count);
}

static bool
is_bulk(const struct standing *s)
{
	return s->class != NULL && strcmp(s->class, "bulk") == 0;
}

/* By a word, whatever hub.conf lets go. */
static bool
is_held(const struct standing *s)
{
	return s->closed != 0 || s->release == SAID_NO ||
	       s->harmless == SAID_YES ||
	       (is_bulk(s) && s->release != SAID_YES);
}

/* Whether one part was taken back, whatever stands with it now. */
static bool
is_closed(struct night *n, const char *submission)
{
	struct rulings all = { .seen =
				   g_hash_table_new(g_str_hash, g_str_equal) };
	struct view alone = { .to = NULL };
	struct ruling *list;
	size_t count, i;

	list = rulings_on(n->hub->db, n->arena, submission, &count);
	for (i = 0; i < count; i++)
		if (is_new(n, &all, &list[i]))
			keep(n, &all, &list[i], true);
	take_rulings_for_all(n, &all, submission);
	lay_all(n, &alone, &all);
	g_hash_table_destroy(all.seen);
	return alone.ruled.closed != 0;
}

bool
view_is_held(struct night *n, const struct roster_audience *to,
    const char **submissions, size_t count)
{
	struct rulings all = { .seen =
				   g_hash_table_new(g_str_hash, g_str_equal) };
	struct view v = { .to = to };
	size_t i;

	for (i = 0; i < count; i++)
		take_rulings_on(n, &v, &all, submissions[i]);
	for (i = 0; i < count; i++)
		take_rulings_for_all(n, &all, submissions[i]);
	lay_all(n, &v, &all);
	g_hash_table_destroy(all.seen);
	return is_held(&v.ruled);
}

static void
load_ruled(struct night *n, struct view *v)
{
	struct rulings all = { .seen =
				   g_hash_table_new(g_str_hash, g_str_equal) };
	size_t i;

	for (i = 0; i < v->part_count; i++)
		take_rulings_on(n, v, &all, v->parts[i].id);
	for (i = 0; i < v->part_count; i++)
		take_rulings_for_all(n, &all, v->parts[i].id);
	lay_all(n, v, &all);
	g_hash_table_destroy(all.seen);
	for (i = 0; v->ruled.class != NULL && i < v->part_count; i++)
		v->parts[i].judged = is_judged(n, v, v->parts[i].id);
	for (i = 0; v->ruled.closed != 0 && i < v->part_count; i++)
		v->parts[i].closed = is_closed(n, v->parts[i].id);
}

static void
name_told(struct night *n, struct view *v, const struct group *g)
{
	const char *in = lives_in(n, v->to->id, v->item);
	size_t i;

	arena_push_str(n->arena, &v->told_as, &v->told_as_count, v->item);
	for (i = 0; i < g->merged_count; i++)
		arena_push_str(
		    n->arena, &v->told_as, &v->told_as_count, g->merged[i]);
	if (in != NULL && strcmp(in, v->item) != 0)
		arena_push_str(n->arena, &v->told_as, &v->told_as_count, in);
}

struct view *
view_load(
    struct night *n, const struct roster_audience *to, const struct group *g)
{
	struct tokens *tokens = tokens_new(n);
	struct view *v;
	size_t i;

	v = arena_alloc(n->arena, sizeof(*v));
	v->to = to;
	v->item = g->item;
	for (i = 0; i < g->count; i++)
		load_part(n, v, tokens, g->submissions[i]);
	v->organisations = v->had_by = tokens_count(tokens);
	if (v->item != NULL) {
		v->first_shared = view_first_shared(n, to, v->item);
		name_told(n, v, g);
		finders_count(n, v, tokens);
	}
	tokens_free(tokens);
	load_ruled(n, v);
	return v;
}

/* One submission, with the rulings on it: all, or those on nothing else. */
static struct view *
load_alone(struct night *n, const char *submission, bool all_of_them)
{
	struct tokens *tokens = tokens_new(n);
	struct rulings all = { .seen =
				   g_hash_table_new(g_str_hash, g_str_equal) };
	struct ruling *list;
	struct view *v;
	size_t count, i;

	v = arena_alloc(n->arena, sizeof(*v));
	load_part(n, v, tokens, submission);
	v->organisations = tokens_count(tokens);
	list = rulings_on(n->hub->db, n->arena, submission, &count);
	for (i = 0; i < count; i++)
		if (all_of_them ||
		    db_one(n->hub->db, SQL_VIEW_RULED_OTHERS, 0, "tit",
			list[i].package, list[i].n, submission) == 0)
			keep(n, &all, &list[i], true);
	lay_all(n, v, &all);
	g_hash_table_destroy(all.seen);
	tokens_free(tokens);
	return v;
}

struct view *
view_of_provider(struct night *n, const char *submission)
{
	return load_alone(n, submission, false);
}

const struct standing *
view_ruled_on(struct night *n, const char *submission)
{
	return &load_alone(n, submission, true)->ruled;
}

bool
view_lets_go(struct night *n, const char *submission)
{
	return view_is_released(n, load_alone(n, submission, true));
}

bool
view_is_harmless(struct night *n, const char *submission)
{
	return load_alone(n, submission, true)->ruled.harmless == SAID_YES;
}

bool
view_is_asked(const struct view *v)
{
	size_t i;

	for (i = 0; i < v->part_count; i++)
		if (!v->parts[i].asked ||
		    v->parts[i].organisation != v->parts[0].organisation)
			return false;
	return v->part_count > 0;
}

bool
view_is_released(const struct night *n, const struct view *v)
{
	const struct standing *s = &v->ruled;

	if (is_held(s))
		return false;
	if (is_bulk(s))
		return true;
	if (n->hub->settings.ruled)
		return s->release == SAID_YES ||
		       (s->class != NULL &&
			   strcmp(s->class, "unclassified") != 0);
	return true;
}
