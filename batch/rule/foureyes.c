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

struct ruling
foureyes_narrowed(const struct ruling *r)
{
	struct ruling out = *r;

	out.narrow = true;
	out.title = out.analysis = out.countermeasure = out.topic = NULL;
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
	struct ruling rest = foureyes_narrowed(r);

	return rest.class != r->class || rest.grave != r->grave ||
	       rest.release != r->release || r->title != NULL ||
	       r->analysis != NULL || r->countermeasure != NULL ||
	       r->topic != NULL || r->merge_into != NULL ||
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
	*r = foureyes_narrowed(r);
	return !is_empty(n, r);
}

static bool
is_older(const struct ruling *r, int64_t at, int64_t created)
{
	return at != r->at ? at < r->at : created < r->created;
}

static const char *
yes_no(struct stmt *s, int column)
{
	return db_null(s, column) ? NULL : db_int(s, column) ? "yes" : "no";
}

struct waiting_ruling *
foureyes_waiting(struct db *d, struct arena *a, size_t *count)
{
	struct waiting_ruling *list = NULL, *w;
	struct stmt *s;

	*count = 0;
	s = db_query(d, SQL_RULINGS_WAITING, "");
	while (db_row(s)) {
		w = arena_push(a, &list, count, sizeof(*w));
		w->package = db_textdup(s, 0, a);
		w->n = db_int(s, 1);
		w->id = db_textdup(s, 3, a);
		w->casefile = db_textdup(s, 4, a);
		w->analyst = db_textdup(s, 5, a);
		w->at = db_int(s, 6);
		w->created = db_int(s, 7);
		w->day = db_textdup(s, 8, a);
		w->class = db_textdup(s, 9, a);
		w->release = yes_no(s, 10);
		w->title = db_textdup(s, 11, a);
		w->analysis = db_textdup(s, 12, a);
		w->countermeasure = db_textdup(s, 13, a);
		w->merge = db_textdup(s, 14, a);
		w->grave = yes_no(s, 15);
		w->topic = db_textdup(s, 16, a);
	}
	return list;
}

const char **
foureyes_parts(struct db *d, struct arena *a, const struct waiting_ruling *w,
    size_t *count)
{
	const char **list = NULL, *submission, *text;
	struct ruling_part *parts;
	size_t n, i;

	*count = 0;
	parts = ruling_parts(d, a, w->package, w->n, &n);
	for (i = 0; i < n; i++) {
		submission = parts[i].submission;
		text = parts[i].text;
		arena_push_str(a, &list, count,
		    arena_printf(a, "%s: %s%s%s", parts[i].word,
			submission == NULL ? "" : submission,
			submission == NULL || text == NULL ? "" : " ",
			text == NULL ? "" : text));
	}
	return list;
}

void
foureyes_lapse(struct night *n, const struct ruling *r, const char *casefile)
{
	struct db *d = n->hub->db;
	struct waiting_ruling *list, *w;
	size_t count, i;

	list = foureyes_waiting(d, n->arena, &count);
	for (i = 0; i < count; i++) {
		w = &list[i];
		if (!is_older(r, w->at, w->created) ||
		    strcmp(casefile_resolve(d, n->arena, w->casefile),
			casefile) != 0)
			continue;
		db_run(d, SQL_RULING_VOID, "titt", w->package, w->n, n->run,
		    "lapsed");
		night_attention(n,
		    "%s: ruling %s waited for a second analyst and is void: the case was ruled since",
		    casefile, w->id);
	}
}
