#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/compose/compose.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/concern.h"
#include "batch/release/given.h"
#include "batch/release/holdings.h"
#include "batch/release/outgoing.h"
#include "batch/release/told.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/due.h"
#include "batch/views/ownwords.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/indicators/observable.h"
#include "formats/indicators/unique.h"

/* One value for one reader. */
struct concern {
	const char *member, *giver;
	enum ind_type type;
	const char *value;
	const char *audience, *submission;
};

struct concerns {
	struct night *n;
	struct holdings *held;
	struct gate *nobody; /* knows no member: for words alone */
	struct arena *arena; /* of the list; views come and go */
	struct concern *list;
	size_t count;
};

struct concerns *
concerns_new(struct night *n)
{
	/* A gate that knows no name lets nothing out. */
	static struct roster_member stand_in = { .id = "nobody",
		.name = { "何処にも無い組合", NULL } };
	static const struct roster nobody = { .members = &stand_in,
		.member_count = 1 };
	struct concerns *c = mem_alloc(sizeof(*c));

	c->n = n;
	c->arena = n->arena;
	c->held = holdings_new(n->arena, n->hub->roster);
	c->nobody = gate_new(n->arena, &nobody);
	return c;
}

/* A fact as it may be told: out of a mail a host alone, and of one whose labels
 * look made its domain, since the rest may be made for one victim. */
struct told_as {
	enum ind_type type;
	const char *value, *place;
};

static enum ind_type
host_type(const char *host)
{
	if (strchr(host, ':') != NULL)
		return IND_IPV6;
	return strspn(host, "0123456789.") == strlen(host) ? IND_IPV4
							   : IND_DOMAIN;
}

static void
tell_host(struct arena *a, struct told_as *out)
{
	const char *form;

	out->type = host_type(out->place);
	out->value = out->place;
	if (out->type != IND_DOMAIN)
		return;
	form = unique_form(a, IND_DOMAIN, out->place);
	if (form == NULL || strcmp(form, out->place) != 0)
		out->value = observable_registered(out->place);
}

static bool
told_as(struct arena *a, const struct fact *f, struct told_as *out)
{
	const char *value = f->indicator.value;

	*out = (struct told_as){ f->indicator.type, value,
		observable_place(a, f->indicator.type, value) };
	if (out->place == NULL)
		return false;
	if (f->extracted && out->type != IND_CIDR)
		tell_host(a, out);
	return true;
}

static bool
hits_own_words(struct concerns *c, const char *submission, const char *value)
{
	struct gate_word *words = NULL;
	struct gate *own;
	size_t count = 0;
	bool hit;

	ownwords(c->n, submission, &words, &count);
	if (count == 0)
		return false;
	own = gate_with(c->nobody, words, count);
	hit = gate_hit(own, value, strlen(value), NULL) != NULL;
	gate_free(own);
	return hit;
}

static bool
is_redacted(const struct view *v, const char *value)
{
	size_t i;

	for (i = 0; i < v->redact_count; i++)
		if (strstr(value, v->redact[i]) != NULL)
			return true;
	return false;
}

/* Whether the value, which is its own, says nothing else to that reader. */
static bool
names_nobody_else(
    struct night *n, const struct roster_member *m, const char *value)
{
	return gate_hit(n->gate, value, strlen(value), m->id) == NULL;
}

static const char *
giver_of(struct night *n, const char *submission)
{
	const char *giver = "";
	struct stmt *s;

	s = db_query(n->hub->db, SQL_CONCERN_GIVER, "t", submission);
	if (db_row(s)) {
		giver = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return giver;
}

static void
take_value(struct concerns *c, const struct view *v, const char *submission,
    const struct told_as *t)
{
	const struct roster_member **holders;
	struct night *n = c->n;
	const char *giver;
	size_t count, i;

	holders = holdings_of(c->held, t->place, &count);
	if (count == 0 || t->value == NULL || is_redacted(v, t->value) ||
	    hits_own_words(c, submission, t->value))
		return;
	giver = giver_of(n, submission);
	for (i = 0; i < count; i++)
		if (strcmp(holders[i]->id, giver) != 0 &&
		    roster_reads(
			n->hub->roster, v->to, holders[i]->id, n->day) &&
		    names_nobody_else(n, holders[i], t->value))
			*(struct concern *)arena_push(
			    c->arena, &c->list, &c->count, sizeof(*c->list)) =
			    (struct concern){ holders[i]->id,
				    arena_strdup(c->arena, giver), t->type,
				    arena_strdup(c->arena, t->value), v->to->id,
				    arena_strdup(c->arena, submission) };
}

/* What its sender had been told goes to nobody that was not. */
static bool
is_others(struct night *n, const struct view *v, const struct fact *f)
{
	return f->echo &&
	       !told_to(n, v->to->id, f->indicator.type, f->indicator.value);
}

void
concerns_take(struct concerns *c, struct givens *g, const struct view *v)
{
	const struct given *given;
	const struct fact *f;
	struct told_as t;
	size_t i, k;

	for (i = 0; i < v->part_count; i++) {
		if (v->parts[i].closed)
			continue;
		given = given_of(g, &v->parts[i]);
		for (k = 0; k < given->fact_count; k++) {
			f = &given->facts[k];
			if (!f->is_file && f->indicator.value != NULL &&
			    told_as(c->n->arena, f, &t) &&
			    !is_others(c->n, v, f))
				take_value(c, v, v->parts[i].id, &t);
		}
	}
}

/* Each giver's together, by value. */
static int
by_giver(const void *a, const void *b)
{
	const struct concern *x = a, *y = b;
	int c = strcmp(x->member, y->member);

	if (c == 0)
		c = strcmp(x->giver, y->giver);
	if (c == 0)
		c = (x->type > y->type) - (x->type < y->type);
	if (c == 0)
		c = strcmp(x->value, y->value);
	if (c == 0)
		c = strcmp(x->audience, y->audience);
	return c != 0 ? c : strcmp(x->submission, y->submission);
}

struct placed {
	const struct concern *concern;
	int64_t place;
};

/* One giver's first value stands before another's second. */
static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	const struct concern *p = x->concern, *q = y->concern;
	int c = strcmp(p->member, q->member);

	if (c == 0)
		c = (x->place > y->place) - (x->place < y->place);
	if (c == 0)
		c = (p->type > q->type) - (p->type < q->type);
	if (c == 0)
		c = strcmp(p->value, q->value);
	if (c == 0)
		c = strcmp(p->audience, q->audience);
	return c != 0 ? c : strcmp(p->submission, q->submission);
}

static bool
same_giver(const struct concern *x, const struct concern *y)
{
	return strcmp(x->member, y->member) == 0 &&
	       strcmp(x->giver, y->giver) == 0;
}

static struct placed *
place(struct concerns *c)
{
	struct placed *out;
	size_t i;

	qsort(c->list, c->count, sizeof(*c->list), by_giver);
	out = arena_alloc(c->n->arena, c->count * sizeof(*out));
	for (i = 0; i < c->count; i++) {
		out[i].concern = &c->list[i];
		if (i > 0 && same_giver(&c->list[i - 1], &c->list[i]))
			out[i].place = out[i - 1].place + 1;
	}
	qsort(out, c->count, sizeof(*out), by_place);
	return out;
}

static void
add(struct night *n, const struct placed *p)
{
	const struct concern *x = p->concern;

	db_run(n->hub->db, SQL_CONCERN_ADD, "tttttit", x->member,
	    ind_type_word(x->type), x->value, x->audience, x->submission,
	    p->place, n->run);
}

void
concerns_keep(struct concerns *c)
{
	struct placed *list;
	size_t i;

	if (c == NULL)
		return;
	list = c->count == 0 ? NULL : place(c);
	for (i = 0; i < c->count; i++)
		add(c->n, &list[i]);
	gate_free(c->nobody);
	holdings_free(c->held);
	free(c);
}

/* One that waits, as the database has it. */
struct waiting {
	const char *type, *value, *audience, *submission;
	bool fresh; /* since tonight */
};

/* Those that are due still; the others are forgotten. */
static struct waiting *
list_waiting(
    struct night *n, struct due *due, const char *member, size_t *count)
{
	const struct roster_audience *to;
	struct waiting *list = NULL, *w;
	struct stmt *s;
	size_t all = 0, i;

	s = db_query(n->hub->db, SQL_CONCERN_NEXT, "t", member);
	while (db_row(s)) {
		w = arena_push(n->arena, &list, &all, sizeof(*w));
		w->type = db_textdup(s, 0, n->arena);
		w->value = db_textdup(s, 1, n->arena);
		w->audience = db_textdup(s, 2, n->arena);
		w->submission = db_textdup(s, 3, n->arena);
		w->fresh = strcmp(db_text(s, 4), n->run) == 0;
	}
	*count = 0;
	for (i = 0; i < all; i++) {
		to = roster_audience(n->hub->roster, list[i].audience);
		if (to != NULL && due_is(due, list[i].submission, to) &&
		    roster_reads(n->hub->roster, to, member, n->day))
			list[(*count)++] = list[i];
		else
			db_run(n->hub->db, SQL_CONCERN_DROP, "ttt", member,
			    list[i].type, list[i].value);
	}
	return list;
}

static const char *
item_of(struct night *n, const struct waiting *w)
{
	const char *item = NULL;
	struct stmt *s;

	s = db_query(
	    n->hub->db, SQL_CONCERN_ITEM, "tt", w->audience, w->submission);
	if (db_row(s)) {
		item = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return item;
}

/* Whether a bundle for it goes out tonight. */
static bool
gets_bundle(const struct night *n, const char *member)
{
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (roster_reads(n->hub->roster, n->outgoing[i].audience,
			member, n->day))
			return true;
	return false;
}

/* What waits goes with a bundle, or with something new: a night in which
 * nothing happens has no letters. */
static bool
hears_tonight(const struct night *n, const char *member,
    const struct waiting *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i].fresh)
			return true;
	return count > 0 && gets_bundle(n, member);
}

static void
tell(struct night *n, struct due *due, const char *member)
{
	struct waiting *list;
	size_t count, i, told;

	list = list_waiting(n, due, member, &count);
	if (!hears_tonight(n, member, list, count))
		return;
	told = count < CONCERNS_TOLD ? count : CONCERNS_TOLD;
	for (i = 0; i < told; i++)
		db_run(n->hub->db, SQL_CONCERN_TOLD, "ttttti", member,
		    list[i].type, list[i].value, n->run, item_of(n, &list[i]),
		    (int64_t)(count - told));
}

void
concerns_tell(struct night *n)
{
	struct due *due = due_new(n);
	const char **members = NULL;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_CONCERN_MEMBERS, "");
	while (db_row(s))
		arena_push_str(
		    n->arena, &members, &count, db_textdup(s, 0, n->arena));
	for (i = 0; i < count; i++)
		tell(n, due, members[i]);
	due_free(due);
}
