#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "batch/night/night.h"
#include "batch/release/firstnight.h"
#include "batch/release/state.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"

/* One audience's readers: now, and as they were noted. */
struct reading {
	struct night *n;
	const struct roster_audience *to;
	const char **now;
	size_t now_count;
	GHashTable *noted; /* until tonight */
	bool noted_any;
};

static bool
has_key(struct night *n, const char *id)
{
	struct sender s;
	size_t i;

	if (!sender_find(n->hub->roster, id, &s))
		return false;
	for (i = 0; i < s.key_count; i++)
		if (roster_key_counts(&s.keys[i], n->day))
			return true;
	return false;
}

static void
list_now(struct reading *r)
{
	const char **all;
	size_t count, i;

	all = roster_readers(
	    r->n->arena, r->n->hub->roster, r->to, r->n->day, &count);
	for (i = 0; i < count; i++)
		if (has_key(r->n, all[i]))
			arena_push_str(
			    r->n->arena, &r->now, &r->now_count, all[i]);
}

static void
list_noted(struct reading *r)
{
	struct stmt *s;

	s = db_query(r->n->hub->db, SQL_READERS_NOTED, "t", r->to->id);
	while (db_row(s))
		g_hash_table_add(r->noted, db_textdup(s, 0, r->n->arena));
	r->noted_any = g_hash_table_size(r->noted) > 0;
}

/* Those of now that were not noted; the others are left in `noted`: who reads
 * no more. */
static const char **
list_new(struct reading *r, size_t *count)
{
	const char **fresh = NULL;
	size_t i;

	*count = 0;
	for (i = 0; i < r->now_count; i++)
		if (!g_hash_table_remove(r->noted, r->now[i]))
			arena_push_str(r->n->arena, &fresh, count, r->now[i]);
	return fresh;
}

static void
forget_gone(struct reading *r)
{
	GHashTableIter i;
	gpointer id;

	g_hash_table_iter_init(&i, r->noted);
	while (g_hash_table_iter_next(&i, &id, NULL))
		db_run(r->n->hub->db, SQL_READER_DROP, "tt", r->to->id,
		    (const char *)id);
}

static void
keep(struct night *n, const struct state *s)
{
	char hex[DIGEST_HEX];

	digest_hex(&s->digest, hex);
	db_run(n->hub->db, SQL_STATE_ADD, "ttiitb", s->audience, n->run,
	    (int64_t)s->sequence, s->created, hex, s->archive.data,
	    s->archive.len);
}

/* A night that did not make it then makes none in a replay. */
static bool
give_state(struct reading *r)
{
	struct night *n = r->n;
	const char *held = arena_printf(n->arena, FIRSTNIGHT_HELD, r->to->id);
	struct state s = { .audience = NULL };
	bool made;

	made = !(n->replay && night_holds(n, held)) && state_make(n, r->to, &s);
	if (made)
		keep(n, &s);
	else
		night_hold(n, held);
	buf_free(&s.archive);
	return made;
}

/* Whether who is new has all that came before. */
static bool
has_everything(struct reading *r)
{
	return !r->noted_any && db_one(r->n->hub->db, SQL_BUNDLE_BEGAN, 0, "tt",
				    r->to->id, r->n->run) != 0;
}

static void
note(struct reading *r)
{
	const char **fresh;
	size_t count, i;

	list_now(r);
	list_noted(r);
	fresh = list_new(r, &count);
	forget_gone(r);
	if (count == 0 || (!has_everything(r) && !give_state(r)))
		return;
	for (i = 0; i < count; i++)
		db_run(r->n->hub->db, SQL_READER_ADD, "ttt", r->to->id,
		    fresh[i], r->n->run);
}

static bool
has_bundles(struct night *n, const struct roster_audience *to)
{
	return db_one(n->hub->db, SQL_BUNDLE_LAST, 0, "t", to->id) != 0;
}

void
firstnights(struct night *n)
{
	const struct roster *ro = n->hub->roster;
	struct reading r;
	size_t i;

	for (i = 0; i < ro->audience_count; i++) {
		if (!span_holds(&ro->audiences[i].span, n->day) ||
		    !has_bundles(n, &ro->audiences[i]))
			continue;
		r = (struct reading){ .n = n, .to = &ro->audiences[i] };
		r.noted = g_hash_table_new(g_str_hash, g_str_equal);
		note(&r);
		g_hash_table_destroy(r.noted);
	}
}
