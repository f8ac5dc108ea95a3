#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/intake/turns.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* Release and letters have the last half hour of a night. */
#define LAST_PART (30 * 60 * 1000LL)
/* Nights that a file waits without a person being told. */
#define PATIENCE (2 * CLOCK_DAY)

struct lane {
	const char *name;
	size_t last;   /* of its arrivals */
	int64_t spent; /* ms */
	unsigned waiting, long_waiting;
};

struct turns {
	struct night *n;
	GHashTable *lanes;
	struct lane **list; /* in the order of their first arrivals */
	size_t count;
	int64_t share, until; /* ms; monotonic ms */
};

/* By sender, small ones first. */
static int
in_lane(const void *a, const void *b)
{
	const struct arrival *x = *(struct arrival *const *)a;
	const struct arrival *y = *(struct arrival *const *)b;
	int c;

	c = strcmp(x->lane, y->lane);
	if (c == 0)
		c = (x->size > y->size) - (x->size < y->size);
	if (c == 0)
		c = strcmp(x->sha256, y->sha256);
	return c != 0 ? c : strcmp(x->path, y->path);
}

static void
count_turns(struct night *n)
{
	struct arrival **list;
	size_t i;

	list = mem_alloc(n->arrival_count * sizeof(struct arrival *));
	for (i = 0; i < n->arrival_count; i++)
		list[i] = &n->arrivals[i];
	qsort(list, n->arrival_count, sizeof(struct arrival *), in_lane);
	for (i = 0; i < n->arrival_count; i++)
		list[i]->turn =
		    i > 0 && strcmp(list[i]->lane, list[i - 1]->lane) == 0
			? list[i - 1]->turn + 1
			: 0;
	free(list);
}

/* Equal bytes are opened once, in the first turn that one of them has. */
static void
join_turns(struct night *n)
{
	GHashTable *first = g_hash_table_new(g_str_hash, g_str_equal);
	struct arrival *a;
	const size_t *turn;
	size_t i;

	for (i = 0; i < n->arrival_count; i++) {
		a = &n->arrivals[i];
		turn = g_hash_table_lookup(first, a->sha256);
		if (turn == NULL || *turn > a->turn)
			g_hash_table_insert(first, a->sha256, &a->turn);
	}
	for (i = 0; i < n->arrival_count; i++) {
		a = &n->arrivals[i];
		turn = g_hash_table_lookup(first, a->sha256);
		if (a->spooled && *turn < a->turn)
			a->turn = *turn;
	}
	g_hash_table_destroy(first);
}

static int
by_turn(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;
	int c;

	c = (x->turn > y->turn) - (x->turn < y->turn);
	if (c == 0)
		c = strcmp(x->sha256, y->sha256);
	if (c == 0)
		c = (int)y->may_wait - (int)x->may_wait;
	return c != 0 ? c : strcmp(x->path, y->path);
}

void
turns_order(struct night *n)
{
	if (n->arrival_count < 2)
		return;
	count_turns(n);
	join_turns(n);
	qsort(n->arrivals, n->arrival_count, sizeof(*n->arrivals), by_turn);
}

static struct lane *
lane_of(struct turns *t, const char *name)
{
	struct lane *l;

	l = g_hash_table_lookup(t->lanes, name);
	if (l != NULL)
		return l;
	l = arena_alloc(t->n->arena, sizeof(*l));
	l->name = name;
	g_hash_table_insert(t->lanes, (char *)(uintptr_t)name, l);
	*(struct lane **)arena_push(
	    t->n->arena, &t->list, &t->count, sizeof(*t->list)) = l;
	return l;
}

struct turns *
turns_new(struct night *n)
{
	int64_t night = n->hub->settings.hours * 3600LL * 1000 - LAST_PART;
	struct turns *t;
	size_t i;

	t = mem_alloc(sizeof(*t));
	t->n = n;
	t->lanes = g_hash_table_new(g_str_hash, g_str_equal);
	for (i = 0; i < n->arrival_count; i++)
		if (n->arrivals[i].phase == ARRIVAL_NEW &&
		    n->arrivals[i].lane != NULL)
			lane_of(t, n->arrivals[i].lane)->last = i;
	t->until = n->began + night;
	t->share = t->count == 0 ? night : night / (int64_t)t->count;
	return t;
}

void
turns_free(struct turns *t)
{
	if (t == NULL)
		return;
	g_hash_table_destroy(t->lanes);
	free(t);
}

static bool
others_have_something(const struct turns *t, const struct lane *l, size_t at)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (t->list[i] != l && t->list[i]->last > at)
			return true;
	return false;
}

/* Since when it waits; a night of its own counts once. */
static bool
waits_long(struct night *n, const struct arrival *a)
{
	int64_t since;

	since =
	    db_one(n->hub->db, SQL_WAITING_SINCE, -1, "tt", a->path, a->sha256);
	db_run(n->hub->db, SQL_WAITING_ADD, "tti", a->path, a->sha256, n->at);
	return since != -1 && n->at - since >= PATIENCE;
}

static void
put_off(struct turns *t, size_t arrival)
{
	struct arrival *a = &t->n->arrivals[arrival];
	struct lane *l = lane_of(t, a->lane);

	a->phase = ARRIVAL_JUDGED;
	a->state = PACKAGE_WAITING;
	a->why.reason = REASON_BUSY;
	l->waiting++;
	l->long_waiting += waits_long(t->n, a);
}

bool
turns_wait(struct turns *t, size_t arrival)
{
	struct lane *l = lane_of(t, t->n->arrivals[arrival].lane);

	if (clock_monotonic() < t->until &&
	    (l->spent < t->share || !others_have_something(t, l, arrival)))
		return false;
	put_off(t, arrival);
	return true;
}

void
turns_took(struct turns *t, size_t arrival, int64_t ms)
{
	const char *lane = t->n->arrivals[arrival].lane;

	if (lane != NULL)
		lane_of(t, lane)->spent += ms;
}

void
turns_postpone(struct turns *t, size_t arrival)
{
	put_off(t, arrival);
}

void
turns_say(struct turns *t)
{
	const struct lane *l;
	size_t i;

	for (i = 0; i < t->count; i++) {
		l = t->list[i];
		if (l->waiting == 0)
			continue;
		if (l->long_waiting > 0)
			night_attention_at(t->n, l->name,
			    "%u packages wait, %u of them for three nights: they cost more than the night has for them",
			    l->waiting, l->long_waiting);
		else
			log_info(
			    "%s: %u packages wait for the next night: they cost more than this one has for them",
			    l->name, l->waiting);
	}
}
