#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatemask.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/store/word.h"
#include "batch/views/ownwords.h"
#include "batch/views/shut.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/indicators/unique.h"
#include "formats/indicators/valueset.h"

struct value {
	enum ind_type type;
	const char *value;
};

struct values {
	struct value *list;
	size_t count;
};

static void
read_values(struct night *n, struct stmt *s, struct values *out)
{
	enum ind_type type;
	struct value *v;

	while (db_row(s)) {
		if (!ind_type_parse(db_text(s, 0), &type))
			continue;
		v = arena_push(n->arena, &out->list, &out->count, sizeof(*v));
		v->type = type;
		v->value = db_textdup(s, 1, n->arena);
	}
}

static const char **
read_ids(struct night *n, struct stmt *s, size_t *count)
{
	const char **list = NULL;

	*count = 0;
	while (db_row(s))
		arena_push_str(
		    n->arena, &list, count, db_textdup(s, 0, n->arena));
	return list;
}

static struct values
values_of(struct night *n, const char *submission)
{
	struct values all = { 0 };

	read_values(
	    n, db_query(n->hub->db, SQL_SHUT_GIVEN, "t", submission), &all);
	return all;
}

static bool
is_masked(enum ind_type t)
{
	return t == IND_SUBJECT || t == IND_FILE_NAME;
}

/* The forms in which what a submission gives can be told. */
static size_t
forms(struct night *n, struct gate *own, const struct value *v,
    const char *out[5])
{
	const char *clean = unique_clean(n->arena, v->type, v->value);
	size_t count = 0;

	out[count++] = v->value;
	if (clean == NULL)
		return count;
	out[count++] = clean;
	out[count] = unique_form(n->arena, v->type, clean);
	count += out[count] != NULL;
	if (!is_masked(v->type))
		return count;
	clean = gate_mask(n->gate, n->arena, gate_mask(own, n->arena, clean));
	out[count++] = clean;
	out[count] = unique_form(n->arena, v->type, clean);
	return count + (out[count] != NULL);
}

static bool
reads_as(struct night *n, struct gate *own, const struct value *v,
    const struct value *told)
{
	const char *form[5];
	size_t count, i;

	if (v->type != told->type)
		return false;
	count = forms(n, own, v, form);
	for (i = 0; i < count; i++)
		if (strcmp(form[i], told->value) == 0)
			return true;
	return false;
}

/* Whether the submission gives the value, in whichever form that was told. */
static bool
gives(struct night *n, const char *submission, const struct value *told)
{
	struct values all = values_of(n, submission);
	struct gate *own = NULL;
	bool found = false;
	size_t i;

	for (i = 0; !found && i < all.count; i++) {
		if (all.list[i].type != told->type)
			continue;
		if (own == NULL)
			own = ownwords_gate(n, submission);
		found = reads_as(n, own, &all.list[i], told);
	}
	if (own != NULL)
		gate_free(own);
	return found;
}

static void
add(struct night *n, const struct ruling *r, const struct value *v)
{
	db_run(n->hub->db, SQL_SHUT_ADD, "ttti", ind_type_word(v->type),
	    v->value, r->package, r->n);
}

static void
add_all(struct night *n, const struct ruling *r, const struct valueset *set)
{
	struct value v;
	size_t i;

	for (i = 0; i < set->count; i++) {
		v = (struct value){ set->list[i].type, set->list[i].value };
		add(n, r, &v);
	}
}

static void
read_told(struct night *n, struct stmt *s, struct valueset *out)
{
	struct values told = { 0 };
	size_t i;

	read_values(n, s, &told);
	for (i = 0; i < told.count; i++)
		valueset_add(
		    n->arena, out, told.list[i].type, told.list[i].value);
}

/* Told values that submissions give: as they were told, and as they were given
 * too where both are wanted. */
struct search {
	struct night *n;
	const struct valueset *told;
	bool both;
	struct arena *arena; /* of what is found */
	struct valueset found;
};

static void
keep(struct search *s, enum ind_type type, const char *value)
{
	if (!valueset_has(&s->found, type, value))
		valueset_add(
		    s->arena, &s->found, type, arena_strdup(s->arena, value));
}

static void
search_value(struct search *s, struct gate *own, const struct value *v)
{
	const char *form[5];
	size_t count, i;

	count = forms(s->n, own, v, form);
	for (i = 0; i < count; i++) {
		if (!valueset_has(s->told, v->type, form[i]))
			continue;
		keep(s, v->type, form[i]);
		if (s->both)
			keep(s, v->type, v->value);
	}
}

static void
search_one(struct search *s, const char *submission)
{
	struct arena *kept = night_aside(s->n);
	struct values all = values_of(s->n, submission);
	struct gate *own = NULL;
	size_t i;

	for (i = 0; i < all.count; i++) {
		if (own == NULL && is_masked(all.list[i].type))
			own = ownwords_gate(s->n, submission);
		search_value(s, own, &all.list[i]);
	}
	if (own != NULL)
		gate_free(own);
	night_back(s->n, kept);
}

/* Each submission is read once, however much was told. */
static void
search(struct search *s, const char **submissions, size_t count)
{
	size_t i;

	s->arena = s->n->arena;
	for (i = 0; s->told->count > 0 && i < count; i++)
		search_one(s, submissions[i]);
}

/* All that the item tells which the ruling names. */
static void
add_named(struct night *n, const struct ruling *r)
{
	struct values told = { 0 };
	size_t i;

	if (r->item == NULL)
		return;
	read_values(
	    n, db_query(n->hub->db, SQL_SHUT_TOLD_IN, "t", r->item), &told);
	for (i = 0; i < told.count; i++)
		add(n, r, &told.list[i]);
}

/* What the items of the case tell, but for what stands there of other cases
 * alone: the ruling is not about those. */
static void
add_told(struct night *n, const struct ruling *r, const struct valueset *told)
{
	struct search own = { .n = n, .told = told }, others = own;
	struct db *d = n->hub->db;
	const char **list;
	struct value v;
	size_t count, i;

	list = read_ids(n,
	    db_query(d, SQL_SHUT_OWN, "tit", r->package, r->n, r->bears),
	    &count);
	search(&own, list, count);
	list = read_ids(n,
	    db_query(d, SQL_SHUT_OTHERS, "tit", r->package, r->n, r->bears),
	    &count);
	search(&others, list, count);
	for (i = 0; i < told->count; i++) {
		v = (struct value){ told->list[i].type, told->list[i].value };
		if (!valueset_has(&others.found, v.type, v.value) ||
		    valueset_has(&own.found, v.type, v.value))
			add(n, r, &v);
	}
	valueset_end(&own.found);
	valueset_end(&others.found);
}

/* What was told of what the ruling is about, in both forms. */
static void
add_given(struct night *n, const struct ruling *r, const struct valueset *told)
{
	struct search given = { .n = n, .told = told, .both = true };
	const char **on;
	size_t count;

	on = ruling_submissions(n->hub->db, n->arena, r, &count);
	search(&given, on, count);
	add_all(n, r, &given.found);
	valueset_end(&given.found);
}

static void
close_values(struct night *n, const struct ruling *r)
{
	struct db *d = n->hub->db;
	struct valueset told = { 0 };

	add_named(n, r);
	read_told(n, db_query(d, SQL_SHUT_TOLD, "t", r->bears), &told);
	add_told(n, r, &told);
	/* What else such an item tells is not what the ruling is about. */
	read_told(
	    n, db_query(d, SQL_SHUT_TOLD_OF, "ti", r->package, r->n), &told);
	add_given(n, r, &told);
	valueset_end(&told);
}

void
shut_close(struct night *n, const struct ruling *r)
{
	const struct roster *roster = n->hub->roster;
	struct arena *kept = night_aside(n);
	size_t i;

	close_values(n, r);
	night_back(n, kept);
	for (i = 0; i < roster->audience_count; i++)
		db_run(n->hub->db, SQL_SHUT_DIRTY_TOLD, "tit", r->package, r->n,
		    roster->audiences[i].id);
}

/* The last word that closes a value. */
static bool
closing(struct night *n, const struct value *v, struct word *out)
{
	struct stmt *s;

	s = db_query(
	    n->hub->db, SQL_SHUT_WORD, "tt", ind_type_word(v->type), v->value);
	if (!db_row(s))
		return false;
	*out = (struct word){ db_int(s, 0), db_textdup(s, 1, n->arena),
		db_int(s, 2) };
	db_end(s);
	return true;
}

static bool
is_released_since(struct night *n, const char *submission, const char *audience,
    const struct word *closed)
{
	struct word last;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SHUT_RELEASED, "tt", submission, audience);
	if (!db_row(s))
		return false;
	last = (struct word){ db_int(s, 0), db_textdup(s, 1, n->arena),
		db_int(s, 2) };
	db_end(s);
	return word_order(closed, &last) < 0;
}

static const char **
givers(struct night *n, const struct value *v, size_t *count)
{
	return read_ids(n,
	    db_query(n->hub->db, SQL_SHUT_GIVERS, "tt", ind_type_word(v->type),
		v->value),
	    count);
}

/* Whether a ruling released one that gives it as it is. */
static bool
is_open(struct night *n, const struct value *v, const char *audience,
    const struct word *closed)
{
	const char **list;
	size_t count, i;

	list = givers(n, v, &count);
	for (i = 0; i < count; i++)
		if (is_released_since(n, list[i], audience, closed))
			return true;
	return false;
}

struct shut {
	struct night *n;
	struct arena *arena;
	bool any;
	GHashTable *open; /* "AUDIENCE TYPE VALUE" of closed ones: is_open() */
};

struct shut *
shut_new(struct night *n)
{
	struct shut *s;

	s = mem_alloc(sizeof(*s));
	s->n = n;
	s->arena = arena_new();
	s->any = db_one(n->hub->db, SQL_SHUT_ANY, 0, "") != 0;
	s->open = g_hash_table_new(g_str_hash, g_str_equal);
	return s;
}

void
shut_free(struct shut *s)
{
	if (s == NULL)
		return;
	g_hash_table_destroy(s->open);
	arena_free(s->arena);
	free(s);
}

static bool
is_open_tonight(struct shut *s, const struct value *v, const char *audience,
    const struct word *closed)
{
	char *key;
	gpointer opened;

	key = arena_printf(
	    s->arena, "%s %s %s", audience, ind_type_word(v->type), v->value);
	if (!g_hash_table_lookup_extended(s->open, key, NULL, &opened)) {
		opened = GINT_TO_POINTER(is_open(s->n, v, audience, closed));
		g_hash_table_insert(s->open, key, opened);
	}
	return GPOINTER_TO_INT(opened) != 0;
}

bool
shut_is(struct shut *s, const char *audience, enum ind_type type,
    const char *value, const char *const *submissions, size_t count)
{
	struct value v = { type, value };
	struct word closed;
	size_t i;

	if (!s->any || !closing(s->n, &v, &closed) ||
	    is_open_tonight(s, &v, audience, &closed))
		return false;
	for (i = 0; i < count; i++)
		if (is_released_since(
			s->n, submissions[i], audience, &closed) &&
		    gives(s->n, submissions[i], &v))
			return false;
	return true;
}

bool
shut_is_in(struct shut *s, const char *audience, const char *item,
    const char *const *submissions, size_t count)
{
	struct values told = { 0 };
	size_t i;

	if (!s->any)
		return false;
	read_values(s->n,
	    db_query(s->n->hub->db, SQL_SHUT_TOLD_AS, "tt", audience, item),
	    &told);
	for (i = 0; i < told.count; i++)
		if (shut_is(s, audience, told.list[i].type, told.list[i].value,
			submissions, count))
			return true;
	return false;
}

static bool
is_any(struct night *n)
{
	return db_one(n->hub->db, SQL_SHUT_ANY, 0, "") != 0;
}

static void
stir_givers(struct night *n, const struct value *v)
{
	const char **list;
	size_t count, i;

	list = givers(n, v, &count);
	for (i = 0; i < count; i++)
		db_run(n->hub->db, SQL_SHUT_DIRTY, "t", list[i]);
}

void
shut_stir(struct night *n, const struct ruling *r)
{
	struct values all;
	struct word closed;
	const char **on;
	size_t count, i, k;

	if (!is_any(n))
		return;
	on = ruling_submissions(n->hub->db, n->arena, r, &count);
	for (i = 0; i < count; i++) {
		all = values_of(n, on[i]);
		for (k = 0; k < all.count; k++)
			if (closing(n, &all.list[k], &closed))
				stir_givers(n, &all.list[k]);
	}
}

/* Whether what closed the value was signed before the ruling. */
static bool
is_before(struct night *n, enum ind_type type, const char *value,
    const struct ruling *r)
{
	struct value v = { type, value };
	struct word word = { r->signed_at, r->package, r->n }, closed;

	return closing(n, &v, &closed) && word_order(&closed, &word) < 0;
}

/* Whether the value is closed, in a form in which it can be told, to one of
 * those for whom the ruling is. */
static bool
is_shut_in_a_form(struct shut *s, const struct ruling *r, struct gate *own,
    const struct value *v)
{
	const struct roster *roster = s->n->hub->roster;
	const char *form[5], *audience;
	size_t count, i, k;

	count = forms(s->n, own, v, form);
	for (k = 0; k < count; k++) {
		if (!is_before(s->n, v->type, form[k], r))
			continue;
		for (i = 0; i < roster->audience_count; i++) {
			audience = roster->audiences[i].id;
			if (ruling_is_for(s->n->hub->db, r, audience) &&
			    shut_is(s, audience, v->type, form[k], NULL, 0))
				return true;
		}
	}
	return false;
}

static bool
is_any_shut(struct shut *s, const struct ruling *r, const char *submission)
{
	struct values all = values_of(s->n, submission);
	struct gate *own = ownwords_gate(s->n, submission);
	bool found = false;
	size_t i;

	for (i = 0; !found && i < all.count; i++)
		found = is_shut_in_a_form(s, r, own, &all.list[i]);
	gate_free(own);
	return found;
}

bool
shut_is_opened_by(struct night *n, const struct ruling *r)
{
	struct shut *s;
	const char **on;
	bool found = false;
	size_t count, i;

	if (!is_any(n))
		return false;
	s = shut_new(n);
	on = ruling_submissions(n->hub->db, n->arena, r, &count);
	for (i = 0; !found && i < count; i++)
		found = is_any_shut(s, r, on[i]);
	shut_free(s);
	return found;
}
