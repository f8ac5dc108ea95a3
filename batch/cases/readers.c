#include "batch/cases/readers.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* By its terms: whose it is, its consent, scope, SIG and agencies. */
const char *
readers_of(struct night *n, const char *submission)
{
	struct db *d = n->hub->db;
	const char *all = "";
	struct stmt *s;

	s = db_query(d, SQL_READERS_TERMS, "t", submission);
	if (db_row(s)) {
		all = arena_printf(n->arena, "%s %s %s %s", db_text(s, 0),
		    db_text(s, 1), db_text(s, 2), db_text(s, 3));
		db_end(s);
	}
	s = db_query(d, SQL_READERS_AGENCIES, "t", submission);
	while (db_row(s))
		all = arena_printf(n->arena, "%s %s", all, db_text(s, 0));
	return all;
}
