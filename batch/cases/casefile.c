#include <inttypes.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

const char *
casefile_resolve(struct db *d, struct arena *a, const char *id)
{
	struct stmt *s;
	const char *next;

	for (;;) {
		s = db_query(d, SQL_CASE_MERGED, "t", id);
		if (!db_row(s))
			return id;
		next = db_textdup(s, 0, a);
		db_end(s);
		if (next == NULL)
			return id;
		id = next;
	}
}

const char *
casefile_new(struct night *n, int64_t *last)
{
	const char *year, *id;

	year = arena_printf(n->arena, "C-%.4s-", n->day);
	if (*last == 0)
		*last = db_one(n->hub->db, SQL_CASE_LAST, 0, "t", year);
	id = arena_printf(n->arena, "%s%04" PRId64, year, ++*last);
	db_run(n->hub->db, SQL_CASE_ADD, "tt", id, n->run);
	return id;
}

void
casefile_dirty(struct night *n, const char *id)
{
	db_run(n->hub->db, SQL_DIRTY_CASE, "t", id);
}

void
casefile_seal(struct night *n, const char *from, const char *id)
{
	db_run(n->hub->db, SQL_CASE_SEAL, "tt", from, id);
}

void
casefile_assign(
    struct night *n, const char *submission, const char *id, const char *joined)
{
	db_run(n->hub->db, SQL_DIRTY_ADD, "t", submission);
	db_run(
	    n->hub->db, SQL_SUBMISSION_ASSIGN, "ttt", submission, id, joined);
	db_run(n->hub->db, SQL_WAS_IN_ADD, "tti", submission, id, n->at);
	db_run(n->hub->db, SQL_STANDING_ONE, "ti", submission, n->at);
}

void
casefile_merge(
    struct night *n, const char *from, const char *into, const char *joined)
{
	struct db *d = n->hub->db;

	if (strcmp(from, into) == 0)
		return;
	db_run(d, SQL_WAS_IN_MERGE, "tti", from, into, n->at);
	db_run(d, SQL_STANDING_MERGE, "tti", from, into, n->at);
	db_run(d, SQL_MERGE_SUBMISSIONS, "ttt", from, into, joined);
	casefile_seal(n, from, into);
	db_run(d, SQL_MERGE_CASE, "tt", from, into);
	db_run(d, SQL_MERGE_ITEMS, "tt", from, into);
}
