#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/release/outgoing.h"
#include "batch/release/retraction.h"
#include "batch/release/signs.h"
#include "batch/release/struck.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/out/item.h"
#include "formats/out/mark.h"

/* A sign as it was told; its form says the use behind a bar. */
struct told {
	struct item_sign sign;
	const char *form;
};
#define BAR '|'

struct tolds {
	struct told *list; /* by type and value */
	size_t count;
};

static int
by_value(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	return mark_order(
	    x->sign.type, x->sign.value, y->sign.type, y->sign.value);
}

/* ended: 0: those that are told. */
static struct tolds
load(struct night *n, const char *audience, const char *item, unsigned ended)
{
	struct arena *a = n->arena;
	struct tolds out = { 0 };
	struct told x;
	struct stmt *s;

	s = db_query(
	    n->hub->db, SQL_SIGNS, "tti", audience, item, (int64_t)ended);
	while (db_row(s)) {
		if (!ind_type_parse(db_text(s, 0), &x.sign.type) ||
		    !tlp_parse(db_text(s, 3), &x.sign.tlp))
			continue;
		x.sign.value = db_textdup(s, 1, a);
		x.form = db_textdup(s, 2, a);
		x.sign.use =
		    strchr(x.form, BAR) == NULL ? "" : strchr(x.form, BAR) + 1;
		x.sign.since = (unsigned)db_int(s, 4);
		x.sign.day = db_textdup(s, 5, a);
		*(struct told *)arena_push(
		    a, &out.list, &out.count, sizeof(x)) = x;
	}
	if (out.count > 1)
		qsort(out.list, out.count, sizeof(*out.list), by_value);
	return out;
}

/* What the lists of the same bundle say of it. */
static const char *
use_of(const struct held *h, const struct mark *m)
{
	const struct held_value *v = held_find(h, m->type, m->value);

	return v == NULL || v->use == HELD_TOLD ? "" : held_use_word(v->use);
}

static char *
form_of(struct arena *a, const struct mark *m, const char *use)
{
	return arena_printf(a, "%s%c%s", mark_form(a, m), BAR, use);
}

/* The sign of a mark among those that were told; NULL: it is told otherwise, or
 * not at all.  In a state it stays as it was told: h is NULL. */
static const struct told *
find(struct arena *a, const struct tolds *all, const struct mark *m,
    enum tlp tlp, const struct held *h)
{
	struct told key = { .sign = { .type = m->type, .value = m->value } },
		    *x;

	x = all->count == 0 ? NULL
			    : bsearch(&key, all->list, all->count,
				  sizeof(*all->list), by_value);
	if (x == NULL || x->sign.tlp != tlp)
		return NULL;
	return strcmp(x->form,
		   form_of(a, m, h == NULL ? x->sign.use : use_of(h, m))) == 0
		   ? x
		   : NULL;
}

/* Tonight's edition of an item; NULL: none. */
static const struct outgoing *
tonight(struct night *n, const struct roster_audience *to, const char *item)
{
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to &&
		    strcmp(n->outgoing[i].id, item) == 0)
			return &n->outgoing[i];
	return NULL;
}

/* What may be told once more of what ends. */
static void
add_signs(struct night *n, const struct roster_audience *to,
    struct bundle_revoked *r, const struct tolds *all, const bool *stays)
{
	const struct outgoing *o;
	size_t i;

	if (all->count == 0 || retraction_is_quiet(n, to->id, r->item))
		return;
	o = tonight(n, to, r->item);
	for (i = 0; i < all->count; i++)
		if ((stays == NULL || !stays[i]) &&
		    (o == NULL || !struck_from(o, all->list[i].sign.value)) &&
		    retraction_may_tell(n, all->list[i].sign.value))
			*(struct item_sign *)arena_push(n->arena, &r->signs,
			    &r->sign_count, sizeof(*r->signs)) =
			    all->list[i].sign;
}

static void
add_revoked(struct night *n, struct bundle *b, const struct bundle_revoked *r)
{
	*(struct bundle_revoked *)arena_push(
	    n->arena, &b->revoked, &b->revoked_count, sizeof(*r)) = *r;
}

/* A new one: this edition tells it so first. */
static struct item_sign
sign_of(const struct mark *m, const struct item *it, const struct held *h)
{
	return (struct item_sign){ .type = m->type,
		.value = m->value,
		.since = m->since,
		.day = m->day,
		.tlp = it->tlp,
		.use = use_of(h, m) };
}

/* An item that goes on: since when each value is told so, and what is not. */
static void
fill_live(struct night *n, const struct roster_audience *to, struct item *it,
    struct bundle *b)
{
	struct bundle_revoked r = { .item = it->id,
		.first_shared = it->first_shared,
		.on = it->updated,
		.edition = it->edition };
	struct tolds all = load(n, to->id, it->id, 0);
	bool *stays = arena_alloc(n->arena, all.count + 1);
	const struct held *h = b->state ? NULL : b->held;
	const struct told *x;
	struct mark *marks;
	size_t count, i;

	it->signs = NULL;
	it->sign_count = 0;
	marks = marks_of(n->arena, it, &count);
	for (i = 0; i < count; i++) {
		x = find(n->arena, &all, &marks[i], it->tlp, h);
		if (x != NULL)
			stays[x - all.list] = true;
		*(struct item_sign *)arena_push(
		    n->arena, &it->signs, &it->sign_count, sizeof(*it->signs)) =
		    x != NULL ? x->sign : sign_of(&marks[i], it, b->held);
	}
	add_signs(n, to, &r, &all, stays);
	if (r.sign_count > 0)
		add_revoked(n, b, &r);
}

/* One that tonight's edition ends. */
static void
fill_over(struct night *n, const struct roster_audience *to,
    const struct item *it, struct bundle *b)
{
	struct bundle_revoked r = { .item = it->id,
		.retracted = it->retracted_on != NULL,
		.by = it->superseded_by,
		.first_shared = it->first_shared,
		.on = it->updated,
		.edition = it->edition };
	struct tolds all = load(n, to->id, it->id, 0);

	add_signs(n, to, &r, &all, NULL);
	add_revoked(n, b, &r);
}

/* One that an earlier edition ended: the same once more. */
static void
fill_ended(struct night *n, const struct roster_audience *to, const char *item,
    struct bundle *b)
{
	struct bundle_revoked r = { .item = item,
		.first_shared = view_first_shared(n, to, item) };
	struct tolds all;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SIGNS_OVER, "tt", item, to->id);
	if (!db_row(s))
		return;
	r.edition = (unsigned)db_int(s, 0);
	r.on = db_textdup(s, 1, n->arena);
	r.retracted = db_int(s, 2) != 0;
	r.by = db_textdup(s, 3, n->arena);
	db_end(s);
	all = load(n, to->id, item, r.edition);
	add_signs(n, to, &r, &all, NULL);
	add_revoked(n, b, &r);
}

static int
by_item(const void *a, const void *b)
{
	const struct bundle_revoked *x = a, *y = b;

	return strcmp(x->item, y->item);
}

void
signs_fill(struct night *n, const struct roster_audience *to,
    struct item *items, size_t count, struct bundle *b)
{
	GHashTable *here = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < count; i++) {
		g_hash_table_add(here, (char *)(uintptr_t)items[i].id);
		if (item_is_over(&items[i]))
			fill_over(n, to, &items[i], b);
		else
			fill_live(n, to, &items[i], b);
	}
	for (i = 0; i < b->retraction_count; i++)
		if (!g_hash_table_contains(here, b->retractions[i].item))
			fill_ended(n, to, b->retractions[i].item, b);
	for (i = 0; i < b->superseded_count; i++)
		if (!g_hash_table_contains(here, b->superseded[i].item))
			fill_ended(n, to, b->superseded[i].item, b);
	if (b->revoked_count > 1)
		qsort(
		    b->revoked, b->revoked_count, sizeof(*b->revoked), by_item);
	g_hash_table_destroy(here);
}

static void
end_one(struct night *n, const struct outgoing *o, const struct told *x)
{
	db_run(n->hub->db, SQL_SIGN_END, "tttti", o->audience->id, o->id,
	    ind_type_word(x->sign.type), x->sign.value, (int64_t)o->edition);
}

static void
add_one(struct night *n, const struct outgoing *o, const struct mark *m,
    const struct held *h)
{
	db_run(n->hub->db, SQL_SIGN_ADD, "ttttttit", o->audience->id, o->id,
	    ind_type_word(m->type), m->value,
	    form_of(n->arena, m, use_of(h, m)), tlp_word(o->item->tlp),
	    (int64_t)o->edition, n->day);
}

void
signs_note(struct night *n, const struct outgoing *o, const struct held *h)
{
	struct tolds all = load(n, o->audience->id, o->id, 0);
	bool *stays = arena_alloc(n->arena, all.count + 1);
	const struct told *x;
	struct mark *marks;
	size_t count, i;

	marks = marks_of(n->arena, o->item, &count);
	for (i = 0; i < count; i++) {
		x = find(n->arena, &all, &marks[i], o->item->tlp, h);
		if (x != NULL)
			stays[x - all.list] = true;
	}
	for (i = 0; i < all.count; i++)
		if (!stays[i])
			end_one(n, o, &all.list[i]);
	for (i = 0; i < count; i++)
		if (find(n->arena, &all, &marks[i], o->item->tlp, h) == NULL)
			add_one(n, o, &marks[i], h);
}
