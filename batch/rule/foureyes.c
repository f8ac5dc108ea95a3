#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/rule/foureyes.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/views/shut.h"
#include "batch/views/standing.h"
#include "formats/base/mem.h"

bool
foureyes_is_empty(struct db *d, const struct ruling *r)
{
	return r->class == NULL && r->grave == SAID_NOTHING &&
	       r->release == SAID_NOTHING && r->retract == SAID_NOTHING &&
	       r->harmless == SAID_NOTHING &&
	       db_one(d, SQL_RULING_STRIKES, 0, "ti", r->package, r->n) == 0;
}

/* All that lets more out. */
static bool
widens(struct night *n, const struct ruling *r)
{
	struct ruling part = standing_part(r);

	return part.class != r->class || part.grave != r->grave ||
	       part.release != r->release || part.harmless != r->harmless ||
	       r->title != NULL || r->analysis != NULL ||
	       r->countermeasure != NULL || r->topic != NULL ||
	       r->outline != NULL || r->campaign != NULL ||
	       r->merge_into != NULL ||
	       db_one(n->hub->db, SQL_RULING_WIDENS, 0, "ti", r->package,
		   r->n) != 0;
}

/* What goes to more than those whom its analyst had before him, undoes what was
 * taken back, or lets go what comes from outside. */
static bool
opens(struct night *n, const struct ruling *r)
{
	if (r->grave == SAID_YES ||
	    (r->readers != NULL && strcmp(r->readers, RULING_FOR_ALL) == 0))
		return widens(n, r);
	return r->release == SAID_YES &&
	       (db_one(n->hub->db, SQL_CASE_IS_CLOSED, 0, "t", r->bears) != 0 ||
		   shut_is_opened_by(n, r) ||
		   db_one(n->hub->db, SQL_RULING_LETS_GO, 0, "ti", r->package,
		       r->n) != 0);
}

bool
foureyes_wanted(struct night *n, const struct ruling *r)
{
	switch (n->hub->settings.four_eyes) {
	case FOUR_EYES_ALL:
		return widens(n, r);
	case FOUR_EYES_OPENING:
		return opens(n, r);
	case FOUR_EYES_NO:
		break;
	}
	return false;
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
		w->id = db_textdup(s, 2, a);
		w->casefile = db_textdup(s, 3, a);
		w->analyst = db_textdup(s, 4, a);
		w->day = db_textdup(s, 5, a);
		w->class = db_textdup(s, 6, a);
		w->release = yes_no(s, 7);
		w->title = db_textdup(s, 8, a);
		w->analysis = db_textdup(s, 9, a);
		w->countermeasure = db_textdup(s, 10, a);
		w->merge = db_textdup(s, 11, a);
		w->grave = yes_no(s, 12);
		w->topic = db_textdup(s, 13, a);
		w->harmless = yes_no(s, 14);
		w->outline = db_textdup(s, 15, a);
		w->campaign = db_textdup(s, 16, a);
		w->years = db_textdup(s, 17, a);
		w->grounds = db_textdup(s, 18, a);
		w->retract = yes_no(s, 19);
		w->quiet = db_int(s, 20) ? "yes" : NULL;
		w->readers = db_textdup(s, 21, a);
		w->item = db_textdup(s, 22, a);
		w->submission = db_textdup(s, 23, a);
		w->reason = db_textdup(s, 24, a);
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
