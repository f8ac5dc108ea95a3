#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/compose/compose.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/given.h"
#include "batch/release/tellview.h"
#include "batch/review/whom.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/due.h"
#include "batch/views/group.h"
#include "batch/views/lives.h"
#include "batch/views/ownwords.h"
#include "batch/views/view.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/item.h"
#include "formats/out/itemlife.h"

/* A night that looks and does nothing. */
struct whomdesk {
	struct night n;
	struct due *due;
	struct givens *givens;
};

struct whomdesk *
whom_open(struct hub *h)
{
	struct whomdesk *d = mem_alloc(sizeof(*d));

	d->n.hub = h;
	d->n.arena = d->n.lasting = h->arena;
	d->n.at = clock_now();
	clock_day(d->n.at, d->n.day);
	d->n.gate = gate_new(h->arena, h->roster);
	d->due = due_new(&d->n);
	d->givens = givens_new(&d->n);
	return d;
}

void
whom_close(struct whomdesk *d)
{
	if (d == NULL)
		return;
	givens_free(d->givens);
	due_free(d->due);
	gate_free(d->n.gate);
	free(d);
}

/* A submission of the case, with what its terms say. */
struct member_of {
	const char *id, *member, *consent;
	bool withdrawn, trusted;
};

static struct member_of *
submissions(struct whomdesk *d, const char *casefile, size_t *count)
{
	struct arena *a = d->n.hub->arena;
	struct member_of *list = NULL, *m;
	struct stmt *s;

	*count = 0;
	s = db_query(d->n.hub->db, SQL_WHOM_CASE, "t", casefile);
	while (db_row(s)) {
		m = arena_push(a, &list, count, sizeof(*m));
		m->id = db_textdup(s, 0, a);
		m->member = db_textdup(s, 1, a);
		m->consent = db_textdup(s, 2, a);
		m->withdrawn = db_int(s, 3) != 0;
		m->trusted = db_int(s, 4) != 0;
	}
	return list;
}

/* The first thing that stands in the way. */
static enum whom_why
why_not(struct whomdesk *d, const struct member_of *m,
    const struct roster_audience *to)
{
	if (due_is(d->due, m->id, to))
		return WHOM_DUE;
	if (m->withdrawn)
		return WHOM_WITHDRAWN;
	if (strcmp(m->consent, "none") == 0)
		return WHOM_NONE;
	if (!due_may_be(d->due, m->id, to))
		return WHOM_TERMS;
	if (!m->trusted)
		return WHOM_RULING;
	return to->grave && strcmp(m->consent, "given") == 0 ? WHOM_GRAVE
							     : WHOM_PREVIEW;
}

static void
add_parts(struct whomdesk *d, struct whom *w, const struct member_of *list,
    size_t count)
{
	struct whom_part *p;
	size_t i;

	for (i = 0; i < count; i++) {
		p = arena_push(
		    d->n.hub->arena, &w->parts, &w->part_count, sizeof(*p));
		p->submission = list[i].id;
		p->member = list[i].member;
		p->why = why_not(d, &list[i], w->to);
		w->due += p->why == WHOM_DUE;
		w->may += p->why == WHOM_PREVIEW || p->why == WHOM_RULING ||
			  p->why == WHOM_GRAVE;
	}
}

/* The items in which parts of it stand there. */
static void
add_items(struct whomdesk *d, struct whom *w, const char *casefile)
{
	struct arena *a = d->n.hub->arena;
	const char **list = NULL;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(d->n.hub->db, SQL_WHOM_ITEMS, "tt", casefile, w->to->id);
	while (db_row(s))
		arena_push_str(a, &list, &count, db_textdup(s, 0, a));
	for (i = 0; i < count; i++)
		if (life_is_live(lives_of(&d->n, w->to->id, list[i]).is))
			w->items = w->items == NULL ? list[i]
						    : arena_printf(a, "%s %s",
							  w->items, list[i]);
}

/* The due ones together: a group that nobody parted. */
static struct group
due_group(struct whomdesk *d, const struct whom *w)
{
	struct group g = { .item = w->items };
	size_t i;

	if (g.item != NULL && strchr(g.item, ' ') != NULL)
		g.item = NULL;
	for (i = 0; i < w->part_count; i++)
		if (w->parts[i].why == WHOM_DUE)
			arena_push_str(d->n.hub->arena, &g.submissions,
			    &g.count, w->parts[i].submission);
	return g;
}

static const char *
stops(struct whomdesk *d, const struct group *g, const char *tells)
{
	struct gate_word *words = NULL;
	size_t count = 0, i;

	for (i = 0; i < g->count; i++)
		ownwords(&d->n, g->submissions[i], &words, &count);
	return gate_hit_or_left(d->n.gate, words, &count, tells, strlen(tells));
}

static const char *
content_of(struct whomdesk *d, const struct item *it)
{
	struct buf b = { 0 };
	const char *out;

	compose_content(&b, it);
	out = arena_strdup(d->n.hub->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

bool
whom_is_masked(struct whomdesk *d, const char *submission, const char *value)
{
	struct gate_word *words = NULL;
	size_t count = 0;

	ownwords(&d->n, submission, &words, &count);
	return gate_hit_or_left(
		   d->n.gate, words, &count, value, strlen(value)) != NULL;
}

static void
compose_due(struct whomdesk *d, struct whom *w)
{
	struct group g = due_group(d, w);
	struct left_out left;
	const struct view *v;
	struct item *it;

	v = view_load(&d->n, w->to, &g);
	w->released = view_is_released(&d->n, v);
	it = arena_alloc(d->n.hub->arena, sizeof(*it));
	tellview(&d->n, d->givens, v, FORM_AS_IT_IS, it, &left);
	w->poison = left.stated.poison;
	w->barred = left.stated.barred;
	if (item_is_empty(it))
		return;
	w->item = it;
	w->tells = content_of(d, it);
	w->gate = stops(d, &g, w->tells);
}

struct whom *
whom_of(struct whomdesk *d, const char *casefile, size_t *count)
{
	const struct roster *r = d->n.hub->roster;
	struct arena *a = d->n.hub->arena;
	struct member_of *list;
	struct whom *all = NULL, *w;
	size_t n, i;

	*count = 0;
	list = submissions(d, casefile, &n);
	for (i = 0; i < r->audience_count; i++) {
		if (!span_holds(&r->audiences[i].span, d->n.day))
			continue;
		w = arena_push(a, &all, count, sizeof(*w));
		w->to = &r->audiences[i];
		roster_readers(a, r, w->to, d->n.day, &w->readers);
		add_parts(d, w, list, n);
		add_items(d, w, casefile);
		if (w->due > 0)
			compose_due(d, w);
	}
	return all;
}

const char *
whom_readers(struct whomdesk *d, const char *casefile)
{
	const struct roster *r = d->n.hub->roster;
	struct arena *a = d->n.hub->arena;
	const char *ids = "";
	struct member_of *list;
	size_t n, i, k;

	list = submissions(d, casefile, &n);
	for (i = 0; i < r->audience_count; i++)
		for (k = 0; k < n; k++)
			if (due_may_be(d->due, list[k].id, &r->audiences[i])) {
				ids = arena_printf(a, "%s%s%s", ids,
				    *ids == '\0' ? "" : " ",
				    r->audiences[i].id);
				break;
			}
	return ids;
}
