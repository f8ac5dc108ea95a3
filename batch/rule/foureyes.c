#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/night/night.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "formats/base/mem.h"

struct confirm {
	const char *package, *analyst, *ruling, *bytes;
	int64_t n, approve;
};

static void
hear(struct night *n, const struct confirm *c)
{
	struct db *d = n->hub->db;
	const char *id, *by;
	int64_t number;

	by = ruling_analyst(d, n->arena, c->ruling);
	number = ruling_number(n->arena, c->ruling, &id);
	if (c->bytes != NULL)
		truehit_hear(n, id, number,
		    &(struct truehit_word){
			c->package, c->analyst, c->bytes, c->approve != 0 });
	else if (!c->approve)
		db_run(d, SQL_RULING_REFUSE, "ti", id, number);
	else if (by != NULL && strcmp(by, c->analyst) != 0)
		db_run(d, SQL_RULING_SECOND, "tit", id, number, c->analyst);
	db_run(d, SQL_CONFIRM_DONE, "tit", c->package, c->n, n->run);
}

void
foureyes_hear(struct night *n)
{
	struct confirm *list = NULL, *c;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_CONFIRMS_NEW, "");
	while (db_row(s)) {
		c = arena_push(n->arena, &list, &count, sizeof(*c));
		c->package = db_textdup(s, 0, n->arena);
		c->n = db_int(s, 1);
		c->analyst = db_textdup(s, 2, n->arena);
		c->ruling = db_textdup(s, 3, n->arena);
		c->approve = db_int(s, 4);
		c->bytes = db_textdup(s, 5, n->arena);
	}
	for (i = 0; i < count; i++)
		hear(n, &list[i]);
}

/* What it says that only takes back, holds or strikes out. */
static struct ruling
narrowed(const struct ruling *r)
{
	struct ruling out = *r;

	out.narrow = true;
	out.title = out.analysis = out.countermeasure = NULL;
	out.merge_into = NULL;
	if (out.class != NULL && strcmp(out.class, "bulk") != 0)
		out.class = out.grounds = NULL;
	if (out.grave == SAID_YES)
		out.grave = SAID_NOTHING;
	if (out.release == SAID_YES)
		out.release = SAID_NOTHING;
	return out;
}

static bool
is_empty(struct night *n, const struct ruling *r)
{
	return r->class == NULL && r->grave == SAID_NOTHING &&
	       r->release == SAID_NOTHING && r->retract == SAID_NOTHING &&
	       db_one(n->hub->db, SQL_RULING_STRIKES, 0, "ti", r->package,
		   r->n) == 0;
}

static bool
widens(struct night *n, const struct ruling *r)
{
	struct ruling rest = narrowed(r);

	return rest.class != r->class || rest.grave != r->grave ||
	       rest.release != r->release || r->title != NULL ||
	       r->analysis != NULL || r->countermeasure != NULL ||
	       r->merge_into != NULL ||
	       db_one(n->hub->db, SQL_RULING_WIDENS, 0, "ti", r->package,
		   r->n) != 0;
}

bool
foureyes_share(struct night *n, struct ruling *r)
{
	struct db *d = n->hub->db;

	if (!r->waits && (!n->hub->settings.four_eyes || r->casefile == NULL ||
			     !widens(n, r)))
		return true;
	if (r->second != NULL && !r->refused)
		return true;
	if (r->refused)
		db_run(d, SQL_RULING_VOID, "titt", r->package, r->n, n->run,
		    "refused");
	else
		db_run(d, SQL_RULING_WAITS, "tit", r->package, r->n, n->run);
	if (r->waits)
		return false;
	*r = narrowed(r);
	return !is_empty(n, r);
}

static bool
is_older(const struct ruling *r, int64_t at, int64_t created)
{
	return at != r->at ? at < r->at : created < r->created;
}

void
foureyes_lapse(struct night *n, const struct ruling *r, const char *casefile)
{
	struct old {
		const char *package, *id, *casefile;
		int64_t n;
	} *list = NULL, *o;
	struct db *d = n->hub->db;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(d, SQL_RULINGS_WAITING, "");
	while (db_row(s)) {
		if (!is_older(r, db_int(s, 6), db_int(s, 7)))
			continue;
		o = arena_push(n->arena, &list, &count, sizeof(*o));
		o->package = db_textdup(s, 0, n->arena);
		o->n = db_int(s, 1);
		o->id = db_textdup(s, 2, n->arena);
		o->casefile = db_textdup(s, 4, n->arena);
	}
	for (i = 0; i < count; i++) {
		o = &list[i];
		if (strcmp(casefile_resolve(d, n->arena, o->casefile),
			casefile) != 0)
			continue;
		db_run(d, SQL_RULING_VOID, "titt", o->package, o->n, n->run,
		    "lapsed");
		night_attention(n,
		    "%s: ruling %s/%" PRId64
		    " waited for a second analyst and is void: the case was ruled since",
		    casefile, o->id, o->n);
	}
}

static const char *
yes_no(struct stmt *s, int column)
{
	return db_null(s, column) ? NULL : db_int(s, column) ? "yes" : "no";
}

/* Threads, splits and struck words, each as one line. */
static json_t *
parts_of(struct db *d, struct arena *a, const char *package, int64_t n)
{
	json_t *list = json_array();
	struct stmt *s;

	s = db_query(d, SQL_RULING_PARTS, "ti", package, n);
	while (db_row(s))
		json_array_append_new(
		    list, json_string(arena_printf(a, "%s: %s%s%s",
			      db_text(s, 1), db_null(s, 2) ? "" : db_text(s, 2),
			      db_null(s, 2) || db_null(s, 4) ? "" : " ",
			      db_null(s, 4) ? "" : db_text(s, 4))));
	return list;
}

json_t *
foureyes_waiting(struct db *d, struct arena *a)
{
	json_t *list = json_array(), *one;
	const char **packages = NULL;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(d, SQL_RULINGS_WAITING, "");
	while (db_row(s)) {
		*(const char **)arena_push(a, &packages, &count,
		    sizeof(*packages)) = db_textdup(s, 0, a);
		json_array_append_new(list,
		    json_pack(
			"{s:I, s:s, s:s, s:s, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s?, s:s?}",
			"n", (json_int_t)db_int(s, 1), "ruling", db_text(s, 3),
			"case", db_text(s, 4), "by", db_text(s, 5), "since",
			db_text(s, 8), "class", db_text(s, 9), "release",
			yes_no(s, 10), "title", db_text(s, 11), "analysis",
			db_text(s, 12), "countermeasure", db_text(s, 13),
			"merge", db_text(s, 14), "grave", yes_no(s, 15)));
	}
	for (i = 0; i < count; i++) {
		one = json_array_get(list, i);
		json_object_set_new(one, "parts",
		    parts_of(d, a, packages[i],
			json_integer_value(json_object_get(one, "n"))));
	}
	return list;
}
