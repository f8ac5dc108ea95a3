#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/due.h"
#include "batch/views/group.h"
#include "batch/views/lives.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* What an exact key is worth beside a likeness, which is less, and beside a
 * ruling. */
#define KEY_STRENGTH  1000
#define BOND_STRENGTH 1001
/* Keys by which a ruling made submissions one. */
#define BOND "ruling:"

#define NOWHERE ((size_t)-1)

/* Where submissions belong already: an item, or what a ruling set apart. */
struct home {
	const char *item, *side; /* one of the two */
	int64_t first;		 /* when the item was first told */
	bool held; /* of what is not told: whether a ruling holds it */
	size_t up; /* union-find: rulings made them one */
};

struct node {
	const char *id;
	size_t home; /* or NOWHERE */
	size_t next; /* home of the next round */
	size_t up;   /* union-find over those without a home */
	bool placed;
	bool asked, held; /* whether it is, once that was asked: stays() */
};

struct edge {
	size_t a, b;
	unsigned strength;
};

/* An exact key and who has it. */
struct key {
	const char *text;
	size_t *nodes;
	size_t count;
};

struct finding {
	struct night *n;
	struct due *due;
	const struct roster_audience *to;
	struct node *nodes;
	size_t node_count;
	struct home *homes;
	size_t home_count;
	struct edge *edges;
	size_t edge_count;
	struct key *keys;
	size_t key_count;
	GHashTable *by_id, *by_key, *by_home; /* name to number + 1 */
	const char **touched;		      /* items that lost a submission */
	size_t touched_count;
};

static size_t
known(GHashTable *t, const char *name)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(t, name)) - 1;
}

static void
learn(GHashTable *t, const char *name, size_t number)
{
	g_hash_table_insert(
	    t, (char *)(uintptr_t)name, GSIZE_TO_POINTER(number + 1));
}

static const char *
text_of(struct night *n, struct stmt *s)
{
	const char *text = NULL;

	if (db_row(s)) {
		text = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return text;
}

static const char **
column(struct night *n, struct stmt *s, size_t *count)
{
	const char **list = NULL;

	*count = 0;
	while (db_row(s))
		arena_push_str(
		    n->arena, &list, count, db_textdup(s, 0, n->arena));
	return list;
}

static size_t
home_number(struct finding *f, const char *item, const char *side)
{
	struct db *d = f->n->hub->db;
	const char *name = item != NULL ? item : side;
	size_t at = known(f->by_home, name);
	struct home *h;

	if (at != NOWHERE)
		return at;
	at = f->home_count;
	h = arena_push(f->n->arena, &f->homes, &f->home_count, sizeof(*h));
	*h = (struct home){ .item = item, .side = side, .up = at };
	if (item != NULL)
		h->first = db_one(
		    d, SQL_GROUP_FIRST_TOLD, INT64_MAX, "tt", item, f->to->id);
	learn(f->by_home, name, at);
	return at;
}

static bool is_before(const struct home *x, const struct home *y);

/* The item to which a submission that stands nowhere has a right: what was
 * taken back, or went into what was taken back, is told no more. */
static size_t
home_of_claim(struct finding *f, const char *submission)
{
	const char *item = group_claim(f->n, f->to->id, submission);

	return item == NULL || lives_in(f->n, f->to->id, item) == NULL
		   ? NOWHERE
		   : home_number(f, item, NULL);
}

/* The first told of those to which one of a side has a right. */
static size_t
home_claimed(struct finding *f, const char **with, size_t count)
{
	size_t best = NOWHERE, at, i;

	for (i = 0; i < count; i++) {
		if (!due_is(f->due, with[i], f->to))
			continue;
		at = home_of_claim(f, with[i]);
		if (at != NOWHERE &&
		    (best == NOWHERE ||
			is_before(&f->homes[at], &f->homes[best])))
			best = at;
	}
	return best;
}

/* What was set apart and is told nowhere.  Whether it is held goes by what of
 * it is due. */
static size_t
home_untold(
    struct finding *f, const char *side, const char **with, size_t count)
{
	size_t due = 0, i, at = known(f->by_home, side);

	if (at != NOWHERE)
		return at;
	for (i = 0; i < count; i++)
		if (due_is(f->due, with[i], f->to))
			with[due++] = with[i];
	at = home_number(f, NULL, side);
	f->homes[at].held = view_is_held(f->n, f->to, with, due);
	return at;
}

/* What was set apart goes where those are that were set apart with it, or back
 * to what one of them had. */
static size_t
home_of_side(struct finding *f, const char *side)
{
	struct db *d = f->n->hub->db;
	const char **with, *item = NULL;
	size_t count, i, at;

	with = column(f->n, db_query(d, SQL_PARTED_WITH, "t", side), &count);
	for (i = 0; item == NULL && i < count; i++)
		item = text_of(
		    f->n, db_query(d, SQL_PLACE_OF, "tt", f->to->id, with[i]));
	if (item != NULL)
		return home_number(f, item, NULL);
	at = home_claimed(f, with, count);
	return at != NOWHERE ? at : home_untold(f, side, with, count);
}

static size_t
home_of(struct finding *f, const char *submission, bool *placed)
{
	struct db *d = f->n->hub->db;
	const char *item, *side;

	item = text_of(
	    f->n, db_query(d, SQL_PLACE_OF, "tt", f->to->id, submission));
	*placed = item != NULL;
	if (item != NULL)
		return home_number(f, item, NULL);
	side = text_of(f->n, db_query(d, SQL_PARTED_SIDE, "t", submission));
	return side == NULL ? home_of_claim(f, submission)
			    : home_of_side(f, side);
}

/* An item in which a submission stood that left it by a split, and nothing
 * else stands: it ends, unless somebody has a right to it. */
static void
touch_left(struct finding *f, const char *submission)
{
	const char **list;
	size_t count, i;

	list = column(f->n,
	    db_query(
		f->n->hub->db, SQL_ITEMS_BARE, "tt", f->to->id, submission),
	    &count);
	for (i = 0; i < count; i++)
		if (life_is_live(lives_of(f->n, f->to->id, list[i]).is))
			arena_push_str(f->n->arena, &f->touched,
			    &f->touched_count, list[i]);
}

/* The node of a submission that is due; NOWHERE where it is not. */
static size_t
meet(struct finding *f, const char *submission)
{
	size_t at = known(f->by_id, submission);
	struct node *x;
	bool placed;

	if (at != NOWHERE)
		return at;
	if (!due_is(f->due, submission, f->to))
		return NOWHERE;
	at = f->node_count;
	x = arena_push(f->n->arena, &f->nodes, &f->node_count, sizeof(*x));
	x->id = arena_strdup(f->n->arena, submission);
	x->up = at;
	x->next = NOWHERE;
	learn(f->by_id, x->id, at);
	f->nodes[at].home = home_of(f, x->id, &placed);
	f->nodes[at].placed = placed;
	if (!placed)
		touch_left(f, f->nodes[at].id);
	return at;
}

static void
meet_holders(struct finding *f, const char *text)
{
	const char **list;
	struct key *k;
	size_t count, i, at, number = f->key_count;

	if (known(f->by_key, text) != NOWHERE)
		return;
	k = arena_push(f->n->arena, &f->keys, &f->key_count, sizeof(*k));
	k->text = text;
	learn(f->by_key, text, number);
	list = column(f->n,
	    db_query(f->n->hub->db, SQL_GROUP_HOLDERS, "t", text), &count);
	for (i = 0; i < count; i++) {
		at = meet(f, list[i]);
		k = &f->keys[number];
		if (at != NOWHERE)
			*(size_t *)arena_push(
			    f->n->arena, &k->nodes, &k->count, sizeof(at)) = at;
	}
}

static void
meet_alike(struct finding *f, size_t at)
{
	struct alike {
		const char *id;
		unsigned strength;
	} *list = NULL, *x;
	struct stmt *s;
	size_t count = 0, i, other;

	s = db_query(f->n->hub->db, SQL_GROUP_ALIKE, "t", f->nodes[at].id);
	while (db_row(s)) {
		x = arena_push(f->n->arena, &list, &count, sizeof(*x));
		x->id = db_textdup(s, 0, f->n->arena);
		x->strength = (unsigned)db_int(s, 1);
	}
	for (i = 0; i < count; i++) {
		other = meet(f, list[i].id);
		if (other != NOWHERE)
			*(struct edge *)arena_push(f->n->arena, &f->edges,
			    &f->edge_count, sizeof(*f->edges)) =
			    (struct edge){ at, other, list[i].strength };
	}
}

static void
meet_side(struct finding *f, const char *side)
{
	const char **list;
	size_t count, i;

	list = column(
	    f->n, db_query(f->n->hub->db, SQL_PARTED_WITH, "t", side), &count);
	for (i = 0; i < count; i++)
		meet(f, list[i]);
}

static bool
is_bond(const char *key)
{
	return strncmp(key, BOND, strlen(BOND)) == 0;
}

/* All that touches a submission.  What an item holds already is known from the
 * item; it is asked for what rulings bound it to. */
static void
expand(struct finding *f, size_t at)
{
	const char **keys, *side = NULL;
	bool placed = f->nodes[at].placed;
	size_t count, i;

	if (!placed && f->nodes[at].home != NOWHERE)
		side = f->homes[f->nodes[at].home].side;
	if (side != NULL)
		meet_side(f, side);
	keys = column(f->n,
	    db_query(f->n->hub->db, SQL_GROUP_KEYS, "t", f->nodes[at].id),
	    &count);
	for (i = 0; i < count; i++)
		if (!placed || is_bond(keys[i]))
			meet_holders(f, keys[i]);
	if (!placed)
		meet_alike(f, at);
}

/* What the audience had and may have no more leaves its item. */
static void
begin(struct finding *f, const char *submission)
{
	struct db *d = f->n->hub->db;
	const char *item;

	if (meet(f, submission) != NOWHERE)
		return;
	item = text_of(
	    f->n, db_query(d, SQL_PLACE_OF, "tt", f->to->id, submission));
	if (item == NULL)
		touch_left(f, submission);
	else
		arena_push_str(
		    f->n->arena, &f->touched, &f->touched_count, item);
}

/* The first of two homes: an item before none, what may be told before what a
 * ruling holds, by when it was told. */
static bool
is_before(const struct home *x, const struct home *y)
{
	if ((x->item == NULL) != (y->item == NULL))
		return x->item != NULL;
	if (x->held != y->held)
		return y->held;
	if (x->first != y->first)
		return x->first < y->first;
	return x->item != NULL ? strcmp(x->item, y->item) < 0
			       : strcmp(x->side, y->side) < 0;
}

static size_t
home_root(struct finding *f, size_t at)
{
	while (f->homes[at].up != at)
		at = f->homes[at].up;
	return at;
}

static void
unite_homes(struct finding *f, size_t a, size_t b)
{
	a = home_root(f, a);
	b = home_root(f, b);
	if (a == b)
		return;
	if (is_before(&f->homes[a], &f->homes[b]))
		f->homes[b].up = a;
	else
		f->homes[a].up = b;
}

/* A ruling made one of what has several homes. */
static void
unite(struct finding *f, const struct key *k)
{
	size_t i, first = NOWHERE, home;

	if (!is_bond(k->text))
		return;
	for (i = 0; i < k->count; i++) {
		home = f->nodes[k->nodes[i]].home;
		if (home == NOWHERE)
			continue;
		if (first != NOWHERE)
			unite_homes(f, first, home);
		first = home;
	}
}

/* The best home that a node was offered in a round. */
struct offer {
	size_t home;
	unsigned strength;
	size_t other; /* another that it was offered; or NOWHERE */
};

static void
offer(struct finding *f, struct offer *o, size_t home, unsigned strength)
{
	size_t old = o->home;

	if (home == NOWHERE)
		return;
	home = home_root(f, home);
	if (old == home) {
		if (strength > o->strength)
			o->strength = strength;
		return;
	}
	if (old != NOWHERE)
		o->other = home;
	if (old != NOWHERE &&
	    (strength < o->strength ||
		(strength == o->strength &&
		    is_before(&f->homes[old], &f->homes[home]))))
		return;
	o->other = old;
	o->home = home;
	o->strength = strength;
}

static void
offer_by_key(struct finding *f, struct offer *all, const struct key *k)
{
	struct offer of = { NOWHERE, 0, NOWHERE };
	unsigned strength = is_bond(k->text) ? BOND_STRENGTH : KEY_STRENGTH;
	size_t i;

	for (i = 0; i < k->count; i++)
		offer(f, &of, f->nodes[k->nodes[i]].home, strength);
	for (i = 0; of.home != NOWHERE && i < k->count; i++) {
		offer(f, &all[k->nodes[i]], of.home, strength);
		offer(f, &all[k->nodes[i]], of.other, strength);
	}
}

/* What was told, or was set apart to be told, goes on without what a ruling
 * holds: whoever sends what is like both joins the one, and brings the other no
 * nearer.  A ruling may. */
static bool
stays(struct finding *f, struct node *x, const struct offer *o)
{
	if (o->strength == BOND_STRENGTH ||
	    f->homes[home_root(f, o->home)].held)
		return false;
	if (!x->asked)
		x->held = view_is_held(f->n, f->to, &x->id, 1);
	x->asked = true;
	return x->held;
}

static void
note_met(struct finding *f, const struct node *x, const struct offer *o)
{
	const char *item = f->homes[o->home].item, *other;

	other = o->other == NOWHERE ? NULL : f->homes[o->other].item;
	if (item != NULL && other != NULL)
		db_run(f->n->hub->db, SQL_GROUP_MET, "ttttt", f->to->id, x->id,
		    item, other, f->n->run);
}

/* One round: each node without a home goes where the strongest of what touches
 * it is; whether any did. */
static bool
go_home(struct finding *f, bool first)
{
	struct offer *all;
	bool moved = false;
	size_t i;

	all = arena_alloc(f->n->arena, (f->node_count + 1) * sizeof(*all));
	for (i = 0; i < f->node_count; i++)
		all[i] = (struct offer){ NOWHERE, 0, NOWHERE };
	for (i = 0; i < f->key_count; i++)
		offer_by_key(f, all, &f->keys[i]);
	for (i = 0; i < f->edge_count; i++) {
		offer(f, &all[f->edges[i].a], f->nodes[f->edges[i].b].home,
		    f->edges[i].strength);
		offer(f, &all[f->edges[i].b], f->nodes[f->edges[i].a].home,
		    f->edges[i].strength);
	}
	for (i = 0; i < f->node_count; i++) {
		if (f->nodes[i].home != NOWHERE || all[i].home == NOWHERE ||
		    stays(f, &f->nodes[i], &all[i]))
			continue;
		f->nodes[i].home = all[i].home;
		moved = true;
		if (first)
			note_met(f, &f->nodes[i], &all[i]);
	}
	return moved;
}

static size_t
node_root(struct finding *f, size_t at)
{
	while (f->nodes[at].up != at) {
		f->nodes[at].up = f->nodes[f->nodes[at].up].up;
		at = f->nodes[at].up;
	}
	return at;
}

static void
unite_nodes(struct finding *f, size_t a, size_t b)
{
	if (f->nodes[a].home == NOWHERE && f->nodes[b].home == NOWHERE)
		f->nodes[node_root(f, a)].up = node_root(f, b);
}

static void
settle(struct finding *f)
{
	struct key *k;
	bool first = true;
	size_t i, j;

	for (i = 0; i < f->key_count; i++)
		unite(f, &f->keys[i]);
	while (go_home(f, first))
		first = false;
	for (k = f->keys; k < f->keys + f->key_count; k++)
		for (j = 1; j < k->count; j++)
			unite_nodes(f, k->nodes[j - 1], k->nodes[j]);
	for (i = 0; i < f->edge_count; i++)
		unite_nodes(f, f->edges[i].a, f->edges[i].b);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
holds(const char **list, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

/* What an item stands for, without what it may stand for no more. */
static void
take_placed(struct finding *f, struct group *g, const char *item)
{
	const char **list;
	size_t count, i;

	list = column(f->n,
	    db_query(f->n->hub->db, SQL_PLACE_MEMBERS, "tt", f->to->id, item),
	    &count);
	for (i = 0; i < count; i++)
		if (known(f->by_id, list[i]) == NOWHERE &&
		    due_is(f->due, list[i], f->to))
			arena_push_str(
			    f->n->arena, &g->submissions, &g->count, list[i]);
}

/* The group that a node is of, begun where it is the first of it. */
static struct group *
group_of(struct finding *f, struct groups *out, size_t *of, size_t at)
{
	struct node *x = &f->nodes[at];
	struct group *g;
	size_t k;

	k = x->home == NOWHERE ? f->home_count + node_root(f, at)
			       : home_root(f, x->home);
	if (of[k] == 0) {
		g = arena_push(
		    f->n->arena, &out->list, &out->count, sizeof(*g));
		of[k] = out->count;
		if (x->home != NOWHERE)
			g->item = f->homes[k].item;
	}
	return &out->list[of[k] - 1];
}

/* Items that are one by a ruling, and those that changed without a node. */
static void
add_homes(struct finding *f, struct groups *out, const size_t *of)
{
	struct group *g;
	size_t i, root;

	for (i = 0; i < f->home_count; i++) {
		root = home_root(f, i);
		if (f->homes[i].item == NULL || of[root] == 0)
			continue;
		g = &out->list[of[root] - 1];
		take_placed(f, g, f->homes[i].item);
		if (i != root)
			arena_push_str(f->n->arena, &g->merged,
			    &g->merged_count, f->homes[i].item);
	}
}

static void
add_touched(struct finding *f, struct groups *out, const size_t *of)
{
	struct group g;
	size_t i, at;

	for (i = 0; i < f->touched_count; i++) {
		at = known(f->by_home, f->touched[i]);
		if ((at != NOWHERE && of[home_root(f, at)] != 0) ||
		    holds(f->touched, i, f->touched[i]))
			continue;
		g = (struct group){ .item = f->touched[i] };
		take_placed(f, &g, g.item);
		if (g.count > 0)
			*(struct group *)arena_push(f->n->arena, &out->list,
			    &out->count, sizeof(g)) = g;
		else
			arena_push_str(
			    f->n->arena, &out->bare, &out->bare_count, g.item);
	}
}

static int
by_first(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return strcmp(x->submissions[0], y->submissions[0]);
}

static void
make_groups(struct finding *f, struct groups *out)
{
	struct group *g;
	size_t *of, i;

	of = arena_alloc(
	    f->n->arena, (f->home_count + f->node_count + 1) * sizeof(*of));
	for (i = 0; i < f->node_count; i++) {
		g = group_of(f, out, of, i);
		arena_push_str(
		    f->n->arena, &g->submissions, &g->count, f->nodes[i].id);
	}
	add_homes(f, out, of);
	add_touched(f, out, of);
	for (g = out->list; g < out->list + out->count; g++)
		qsort(
		    g->submissions, g->count, sizeof(*g->submissions), by_text);
	if (out->count > 1)
		qsort(out->list, out->count, sizeof(*out->list), by_first);
}

void
group_find(struct night *n, struct due *due, const struct roster_audience *to,
    const char **changed, size_t count, struct groups *out)
{
	struct finding f = { .n = n, .due = due, .to = to };
	size_t i;

	memset(out, 0, sizeof(*out));
	f.by_id = g_hash_table_new(g_str_hash, g_str_equal);
	f.by_key = g_hash_table_new(g_str_hash, g_str_equal);
	f.by_home = g_hash_table_new(g_str_hash, g_str_equal);
	for (i = 0; i < count; i++)
		begin(&f, changed[i]);
	for (i = 0; i < f.node_count; i++)
		expand(&f, i);
	settle(&f);
	make_groups(&f, out);
	g_hash_table_destroy(f.by_id);
	g_hash_table_destroy(f.by_key);
	g_hash_table_destroy(f.by_home);
}

const char **
group_members(
    struct night *n, const char *audience, const char *item, size_t *count)
{
	return column(n,
	    db_query(n->hub->db, SQL_PLACE_MEMBERS, "tt", audience, item),
	    count);
}

const char *
group_claim(struct night *n, const char *audience, const char *submission)
{
	return text_of(
	    n, db_query(n->hub->db, SQL_CLAIM_OF, "tt", audience, submission));
}

/* Whoever has a right to a name that still tells facts, itself or by another,
 * keeps it: it came here by a merger. */
static void
claim(struct night *n, const char *audience, const char *submission,
    const char *item)
{
	const char *has = group_claim(n, audience, submission);

	if (has != NULL &&
	    (strcmp(has, item) == 0 || lives_in(n, audience, has) != NULL))
		return;
	db_run(n->hub->db, SQL_CLAIM_SET, "ttt", audience, submission, item);
}

void
group_place(struct night *n, const char *audience, const char *item,
    const char **submissions, size_t count)
{
	struct db *d = n->hub->db;
	const char **before;
	size_t i, known;

	before = group_members(n, audience, item, &known);
	for (i = 0; i < known; i++)
		if (bsearch(&before[i], submissions, count,
			sizeof(*submissions), by_text) == NULL)
			db_run(d, SQL_PLACE_DROP, "tt", audience, before[i]);
	for (i = 0; i < count; i++) {
		db_run(d, SQL_PLACE_ADD, "ttt", audience, submissions[i], item);
		claim(n, audience, submissions[i], item);
	}
	db_run(d, SQL_ITEM_FOLLOWS, "t", item);
}

bool
group_holds(struct night *n, const char *audience, const char *item,
    const char *submission)
{
	return db_one(n->hub->db, SQL_PLACE_IS, 0, "ttt", audience, submission,
		   item) != 0;
}

void
group_clear(struct night *n, const char *audience, const char *item)
{
	db_run(n->hub->db, SQL_PLACE_CLEAR, "tt", audience, item);
}

static void
set_side(
    struct night *n, const char *side, const char **submissions, size_t count)
{
	struct db *d = n->hub->db;
	size_t i;

	for (i = 0; i < count; i++) {
		db_run(d, SQL_PARTED_ADD, "tt", submissions[i], side);
		db_run(d, SQL_GROUP_UNBIND, "t", submissions[i]);
	}
}

/* Who has a right to which name, and counts for which case, is settled while
 * all still stand together. */
void
group_part(struct night *n, const struct sides *x)
{
	const char *off = arena_printf(n->arena, "%s off", x->name);
	const char *rest = arena_printf(n->arena, "%s rest", x->name);
	struct db *d = n->hub->db;
	size_t i;

	set_side(n, off, x->off, x->off_count);
	set_side(n, rest, x->rest, x->rest_count);
	for (i = 0; i < x->off_count; i++)
		db_run(d, SQL_CLAIM_YIELD, "ttt", x->off[i], off, rest);
	for (i = 0; i < x->off_count; i++)
		db_run(d, SQL_COUNT_YIELD, "tt", x->off[i], rest);
	for (i = 0; i < x->off_count; i++)
		db_run(d, SQL_PLACE_DROP_EVERYWHERE, "t", x->off[i]);
	for (i = 0; i < x->rest_count; i++)
		db_run(d, SQL_PLACE_DROP_MERGED, "tt", x->rest[i], off);
}

void
group_bind(
    struct night *n, const char *name, const char **submissions, size_t count)
{
	struct db *d = n->hub->db;
	const char *key = arena_printf(n->arena, BOND "%s", name);
	size_t i;

	for (i = 0; i < count; i++) {
		db_run(d, SQL_PARTED_DROP, "t", submissions[i]);
		db_run(d, SQL_GROUP_BIND, "tt", key, submissions[i]);
	}
}
