#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/outgoing.h"
#include "batch/release/retraction.h"
#include "batch/release/told.h"
#include "batch/store/acked.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"

/* The retractions of one bundle on their way into it. */
struct listing {
	struct night *n;
	const struct roster_audience *to;
	struct bundle *b;
	GHashTable *changed; /* items of which an edition leaves tonight */
	GHashTable *told;    /* "TYPE VALUE" that these tell */
};

/* A digest is one value, whether a file had it or a person stated it. */
static const char *
type_of(const char *told)
{
	return strcmp(told, TOLD_FILE) == 0 ? ind_type_word(IND_SHA256) : told;
}

static void
add_told(void *to, const struct told *t)
{
	struct listing *l = to;

	g_hash_table_add(l->told,
	    arena_printf(l->n->arena, "%s %s", type_of(t->type), t->value));
}

static void
note_tonights(struct listing *l)
{
	const struct outgoing *o;
	size_t i;

	for (i = 0; i < l->n->outgoing_count; i++) {
		o = &l->n->outgoing[i];
		if (o->audience != l->to)
			continue;
		g_hash_table_add(l->changed, (char *)(uintptr_t)o->id);
		told_each(o->item, add_told, l);
	}
}

/* Whether an item tells it of which nothing leaves tonight. */
static bool
is_told_as(struct listing *l, const char *type, const char *value)
{
	struct stmt *s;

	s = db_query(l->n->hub->db, SQL_RETRACTION_TELLERS, "ttt", l->to->id,
	    type, value);
	while (db_row(s))
		if (!g_hash_table_contains(l->changed, db_text(s, 0))) {
			db_end(s);
			return true;
		}
	return false;
}

static bool
is_live(struct listing *l, const char *type, const char *value)
{
	if (g_hash_table_contains(
		l->told, arena_printf(l->n->arena, "%s %s", type, value)))
		return true;
	return is_told_as(l, type, value) ||
	       (strcmp(type, ind_type_word(IND_SHA256)) == 0 &&
		   is_told_as(l, TOLD_FILE, value));
}

bool
retraction_may_tell(struct night *n, const char *value)
{
	return gate_hit(n->gate, value, strlen(value), NULL) == NULL;
}

static void
add_values(struct listing *l, struct bundle_retraction *r)
{
	struct bundle_value *list = NULL, *v;
	enum ind_type type;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(
	    l->n->hub->db, SQL_RETRACTION_VALUES, "tt", l->to->id, r->item);
	while (db_row(s)) {
		if (!ind_type_parse(type_of(db_text(s, 0)), &type))
			continue;
		v = arena_push(l->n->arena, &list, &count, sizeof(*v));
		v->type = type;
		v->value = db_textdup(s, 1, l->n->arena);
	}
	for (i = 0; i < count; i++)
		if (!is_live(l, ind_type_word(list[i].type), list[i].value) &&
		    retraction_may_tell(l->n, list[i].value))
			*(struct bundle_value *)arena_push(l->n->arena,
			    &r->values, &r->value_count, sizeof(*list)) =
			    list[i];
}

bool
retraction_is_quiet(struct night *n, const char *audience, const char *item)
{
	struct db *d = n->hub->db;

	return db_one(d, SQL_RETRACTION_QUIET, 0, "tti", audience, item,
		   db_one(d, SQL_GROUP_FIRST_TOLD, 0, "tt", item, audience)) !=
	       0;
}

static void
add(struct listing *l, const char *item)
{
	struct bundle_retraction *r;

	r = arena_push(l->n->arena, &l->b->retractions, &l->b->retraction_count,
	    sizeof(*r));
	r->item = item;
	if (!retraction_is_quiet(l->n, l->to->id, item))
		add_values(l, r);
}

static void
add_superseded(struct listing *l, const char *item, const char *by)
{
	struct bundle_superseded *s;

	s = arena_push(l->n->arena, &l->b->superseded, &l->b->superseded_count,
	    sizeof(*s));
	*s = (struct bundle_superseded){ item, by };
}

static void
add_tonights(struct listing *l)
{
	const struct outgoing *o;
	size_t i;

	for (i = 0; i < l->n->outgoing_count; i++) {
		o = &l->n->outgoing[i];
		if (o->audience != l->to)
			continue;
		if (o->item->retracted_on != NULL)
			add(l, o->id);
		else if (o->item->superseded_by != NULL)
			add_superseded(l, o->id, o->item->superseded_by);
	}
}

static void
add_unacknowledged(struct listing *l)
{
	struct arena *a = l->n->arena;
	struct acked *k = acked_open(l->n->hub, a, l->to, l->n->day);
	struct ended *list;
	size_t count, silent, i;

	list = acked_ended(l->n->hub, a, l->to, &count);
	for (i = 0; i < count; i++) {
		if (g_hash_table_contains(l->changed, list[i].item))
			continue;
		acked_silent(k, &list[i], &silent);
		if (silent > 0 && list[i].by == NULL)
			add(l, list[i].item);
		else if (silent > 0)
			add_superseded(l, list[i].item, list[i].by);
	}
}

void
retraction_list(
    struct night *n, const struct roster_audience *to, struct bundle *b)
{
	struct listing l = { .n = n, .to = to, .b = b };

	l.changed = g_hash_table_new(g_str_hash, g_str_equal);
	l.told = g_hash_table_new(g_str_hash, g_str_equal);
	note_tonights(&l);
	add_unacknowledged(&l);
	add_tonights(&l);
	bundle_sort(b);
	g_hash_table_destroy(l.changed);
	g_hash_table_destroy(l.told);
}
