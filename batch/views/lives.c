#include <stddef.h>

#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/lives.h"

struct item_life
lives_of(struct night *n, const char *audience, const char *item)
{
	struct item_life out = { .is = LIFE_NONE, .content = "" };
	struct stmt *s;
	bool retracted;

	s = db_query(n->hub->db, SQL_LIFE_LAST, "tt", item, audience);
	if (!db_row(s))
		return out;
	out.edition = (unsigned)db_int(s, 0);
	out.content = db_textdup(s, 1, n->arena);
	retracted = db_int(s, 2) != 0;
	out.successor = db_textdup(s, 3, n->arena);
	db_end(s);
	out.is = life_of(out.edition, retracted, out.successor != NULL);
	return out;
}

const char *
lives_in(struct night *n, const char *audience, const char *item)
{
	struct item_life l = lives_of(n, audience, item);

	/* It ends: what supersedes another lives then, and the newest word of
	 * those that it superseded itself came before. */
	while (l.is == LIFE_SUPERSEDED) {
		item = l.successor;
		l = lives_of(n, audience, item);
	}
	return life_is_live(l.is) ? item : NULL;
}
