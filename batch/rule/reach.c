#include <stdint.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/rule/reach.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/views/due.h"
#include "formats/base/mem.h"
#include "formats/base/words.h"
#include "formats/config/roster.h"

/* Its analyst saw what the named run left, or what stood there when he signed.
 */
static int64_t
made_at(struct night *n, const struct ruling *r, const char *casefile)
{
	struct db *d = n->hub->db;
	int64_t since = db_one(d, SQL_CASE_SINCE, 0, "t", casefile), at;

	at = r->as_of == NULL ? r->signed_at
			      : db_one(d, SQL_RUN_AT, 0, "t", r->as_of);
	return at < since ? since : at;
}

static void
about_case(struct night *n, const struct ruling *r, const char *casefile)
{
	db_run(n->hub->db, SQL_RULING_ON_CASE, "titi", r->package, r->n,
	    casefile, made_at(n, r, casefile));
}

static void
about(struct night *n, const struct ruling *r)
{
	if (r->submission != NULL)
		db_run(n->hub->db, SQL_RULING_ON_ADD, "tit", r->package, r->n,
		    r->submission);
	else
		about_case(n, r, r->casefile != NULL ? r->casefile : r->bears);
	if (r->merge_into != NULL)
		about_case(n, r, r->merge_into);
}

static void
add(struct night *n, const struct ruling *r, const char *audience)
{
	db_run(n->hub->db, SQL_RULING_REACH_ADD, "tit", r->package, r->n,
	    audience);
}

static void
add_all_due(struct night *n, const struct ruling *r)
{
	const struct roster *roster = n->hub->roster;
	struct due *due = due_new(n);
	const char **on;
	size_t count, i, k;

	on = ruling_submissions(n->hub->db, n->arena, r, &count);
	for (i = 0; i < roster->audience_count; i++)
		for (k = 0; k < count; k++)
			if (due_may_be(due, on[k], &roster->audiences[i])) {
				add(n, r, roster->audiences[i].id);
				break;
			}
	due_free(due);
}

void
reach(struct night *n, const struct ruling *r)
{
	const struct roster *roster = n->hub->roster;
	size_t i;

	about(n, r);
	if (r->readers == NULL) {
		add_all_due(n, r);
		return;
	}
	if (strcmp(r->readers, RULING_FOR_ALL) == 0)
		add(n, r, "*");
	for (i = 0; i < roster->audience_count; i++)
		if (words_have(r->readers, roster->audiences[i].id))
			add(n, r, roster->audiences[i].id);
}
