#include <stdlib.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/release/told.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/indicators/valueset.h"
#include "formats/out/held.h"
#include "formats/out/item.h"

/* Many mails say "invoice", and many attacks use a vulnerability: that relates
 * nothing. */
static bool
is_common(enum ind_type t)
{
	return t == IND_SUBJECT || t == IND_FILE_NAME || t == IND_USER_AGENT ||
	       observable_is_kind(t);
}

/* An address that was seen is one that an indicator may name. */
static const char *
address_type(const char *address)
{
	return ind_type_word(
	    strchr(address, ':') == NULL ? IND_IPV4 : IND_IPV6);
}

static void
each_indicator(const struct item_indicator *x, told_fn *fn, void *to)
{
	struct told t = { .type = ind_type_word(x->type),
		.value = x->value,
		.roles = HELD_AS(x->role),
		.attested = x->attested };

	fn(to, &t);
}

/* Who came in from outside searches; where something inside went to is seen,
 * and no more is known. */
static void
each_observation(const struct item_observation *o, told_fn *fn, void *to)
{
	struct told t = { .type = address_type(o->address),
		.value = o->address,
		.roles = HELD_AS(o->inbound ? ROLE_SCANNER : ROLE_OTHER),
		.first = o->first,
		.last = o->last };

	fn(to, &t);
}

/* A picture runs nothing. */
static void
each_file(const struct item_file *f, told_fn *fn, void *to)
{
	char hex[DIGEST_HEX];
	struct told t = { .type = TOLD_FILE,
		.value = hex,
		.roles = f->kind == FILE_IMAGE ? 0 : HELD_AS(ROLE_OTHER),
		.attested = f->attested,
		.size = f->size };
	struct told name = { .type = ind_type_word(IND_FILE_NAME),
		.value = f->name,
		.attested = f->attested };

	digest_hex(&f->sha256, hex);
	fn(to, &t);
	if (f->name != NULL)
		fn(to, &name);
}

void
told_each(const struct item *it, told_fn *fn, void *to)
{
	size_t i;

	for (i = 0; i < it->indicator_count; i++)
		each_indicator(&it->indicators[i], fn, to);
	for (i = 0; i < it->observation_count; i++)
		each_observation(&it->observations[i], fn, to);
	for (i = 0; i < it->file_count; i++)
		each_file(&it->files[i], fn, to);
}

/* An edition that is noted. */
struct noting {
	struct db *db;
	const char *audience, *item;
};

static void
note(void *to, const struct told *t)
{
	const struct noting *x = to;

	db_run(x->db, SQL_TOLD_ADD, "ttttiiitt", x->audience, x->item, t->type,
	    t->value, (int64_t)t->roles, (int64_t)t->attested, (int64_t)t->size,
	    t->first, t->last);
}

void
told_note(struct night *n, const char *audience, const struct item *it)
{
	struct noting x = { n->hub->db, audience, it->id };

	/* Of a first edition nothing was told before. */
	if (it->edition > 1) {
		db_run(x.db, SQL_TOLD_KEEP, "tt", audience, it->id);
		db_run(x.db, SQL_TOLD_DROP, "tt", audience, it->id);
	}
	told_each(it, note, &x);
}

void
told_values(struct night *n, const char *audience, const char *item,
    struct valueset *out)
{
	enum ind_type type;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_TOLD_VALUES, "tt", audience, item);
	while (db_row(s))
		if (ind_type_parse(db_text(s, 0), &type))
			valueset_add(
			    n->arena, out, type, db_textdup(s, 1, n->arena));
}

static bool
told_value(
    struct night *n, const char *audience, const char *type, const char *value)
{
	return db_one(n->hub->db, SQL_TOLD_TO, 0, "ttt", audience, type,
		   value) != 0;
}

static const char *
with_port(struct night *n, enum ind_type type, const char *address, char end)
{
	return type == IND_IPV4
		   ? arena_printf(n->arena, "%s%c", address, end)
		   : arena_printf(n->arena, "[%s]%c", address, end);
}

/* An address goes where it was told with a port, and the other way. */
static bool
told_address(struct night *n, const char *audience, enum ind_type type,
    const char *value)
{
	enum ind_type other = type == IND_IPV4	      ? IND_IPV4_PORT
			      : type == IND_IPV6      ? IND_IPV6_PORT
			      : type == IND_IPV4_PORT ? IND_IPV4
			      : type == IND_IPV6_PORT ? IND_IPV6
						      : IND_TYPES;

	if (other == IND_TYPES)
		return false;
	if (type == IND_IPV4_PORT || type == IND_IPV6_PORT)
		return told_value(n, audience, ind_type_word(other),
		    observable_place(n->arena, type, value));
	return db_one(n->hub->db, SQL_TOLD_TO_PORT, 0, "tttt", audience,
		   ind_type_word(other), with_port(n, type, value, ':'),
		   with_port(n, type, value, ';')) != 0;
}

bool
told_to(struct night *n, const char *audience, enum ind_type type,
    const char *value)
{
	/* A file whose item is over stands there as a value still, where
	 * another item says it: what that says is the same each night. */
	return told_value(n, audience, ind_type_word(type), value) ||
	       (type == IND_SHA256 &&
		   told_value(n, audience, TOLD_FILE, value)) ||
	       told_address(n, audience, type, value);
}

static bool
is_named(const struct item *it, const char *id)
{
	size_t i;

	for (i = 0; i < it->related_count; i++)
		if (strcmp(it->related[i], id) == 0)
			return true;
	return false;
}

static void
relate_by(struct night *n, const char *audience, const char *self,
    const char *type, const char *value, struct item *it)
{
	const char **list = NULL;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_TOLD_WITH, "ttti", audience, type, value,
	    (int64_t)TOLD_COMMON + 1);
	while (db_row(s))
		arena_push_str(
		    n->arena, &list, &count, db_textdup(s, 0, n->arena));
	for (i = 0; count <= TOLD_COMMON && i < count; i++)
		if ((self == NULL || strcmp(list[i], self) != 0) &&
		    !is_named(it, list[i]))
			arena_push_str(n->arena, &it->related,
			    &it->related_count, list[i]);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
told_relate(
    struct night *n, const char *audience, const char *self, struct item *it)
{
	const struct item_indicator *x;
	char hex[DIGEST_HEX];
	size_t i;

	for (i = 0; i < it->indicator_count; i++) {
		x = &it->indicators[i];
		if (!is_common(x->type))
			relate_by(n, audience, self, ind_type_word(x->type),
			    x->value, it);
	}
	for (i = 0; i < it->observation_count; i++)
		relate_by(n, audience, self,
		    address_type(it->observations[i].address),
		    it->observations[i].address, it);
	for (i = 0; i < it->file_count; i++) {
		digest_hex(&it->files[i].sha256, hex);
		relate_by(n, audience, self, TOLD_FILE, hex, it);
	}
	if (it->related_count > 1)
		qsort(it->related, it->related_count, sizeof(*it->related),
		    by_name);
}
