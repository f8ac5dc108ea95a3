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

/* What was told and a submission gives, in both forms. */
static void
add_given(struct night *n, const struct ruling *r, const char *submission,
    const struct values *told)
{
	struct gate *own = ownwords_gate(n, submission);
	struct values all = values_of(n, submission);
	size_t i, k;

	for (i = 0; i < all.count; i++)
		for (k = 0; k < told->count; k++)
			if (reads_as(n, own, &all.list[i], &told->list[k])) {
				add(n, r, &told->list[k]);
				add(n, r, &all.list[i]);
			}
	gate_free(own);
}

void
shut_close(struct night *n, const struct ruling *r)
{
	const struct roster *roster = n->hub->roster;
	struct db *d = n->hub->db;
	struct values told = { 0 };
	const char **on;
	size_t count, i;

	read_values(n, db_query(d, SQL_SHUT_TOLD, "t", r->bears), &told);
	for (i = 0; i < told.count; i++)
		add(n, r, &told.list[i]);
	/* What else such an item tells is not what the ruling is about. */
	read_values(
	    n, db_query(d, SQL_SHUT_TOLD_OF, "ti", r->package, r->n), &told);
	on = ruling_submissions(d, n->arena, r, &count);
	for (i = 0; told.count > 0 && i < count; i++)
		add_given(n, r, on[i], &told);
	for (i = 0; i < roster->audience_count; i++)
		db_run(d, SQL_SHUT_DIRTY_TOLD, "tit", r->package, r->n,
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
	bool any;
	GHashTable *open; /* "AUDIENCE TYPE VALUE" of closed ones: is_open() */
};

struct shut *
shut_new(struct night *n)
{
	struct shut *s;

	s = mem_alloc(sizeof(*s));
	s->n = n;
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
	free(s);
}

static bool
is_open_tonight(struct shut *s, const struct value *v, const char *audience,
    const struct word *closed)
{
	char *key;
	gpointer opened;

	key = arena_printf(s->n->arena, "%s %s %s", audience,
	    ind_type_word(v->type), v->value);
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
