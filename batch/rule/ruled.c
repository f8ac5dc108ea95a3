#include <stddef.h>
#include <stdint.h>

#include "batch/cases/casefile.h"
#include "batch/night/night.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/ruled.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"

/* A thread is given whole each time: the new one replaces the old. */
static void
apply_thread(struct night *n, const char *id, const struct ruling_part *parts,
    size_t count)
{
	struct db *d = n->hub->db;
	int64_t step = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (parts[i].what != RULING_STEP)
			continue;
		if (step == 0)
			db_run(d, SQL_THREAD_CLEAR, "t", id);
		db_run(d, SQL_THREAD_ADD, "tittit", id, ++step, parts[i].word,
		    parts[i].submission, parts[i].at, parts[i].text);
	}
}

void
ruled_say(struct night *n, const struct ruling *r, const char *id)
{
	struct db *d = n->hub->db;
	struct ruling_part *parts;
	size_t count;

	db_run(d, SQL_CASE_RULE_TEXTS, "tttttttt", id, r->class, r->grounds,
	    r->title, r->analysis, r->countermeasure, n->run, r->topic);
	if (r->grave != SAID_NOTHING)
		db_run(d, SQL_CASE_RULE_GRAVE, "ti", id, (int64_t)r->grave);
	if (r->release != SAID_NOTHING)
		db_run(d, SQL_CASE_RULE_RELEASE, "ti", id, (int64_t)r->release);
	if (r->narrow)
		return;
	parts = ruling_parts(d, n->arena, r->package, r->n, &count);
	apply_thread(n, id, parts, count);
}

void
ruled_again(struct night *n, const char *id)
{
	struct db *d = n->hub->db;
	struct ruling *list, narrow;
	int64_t seen = 0;
	size_t count, i;

	db_run(d, SQL_CASE_RULE_RESET, "tt", id, n->run);
	db_run(d, SQL_THREAD_CLEAR, "t", id);
	list = rulings_of_case(d, n->arena, id, &count);
	for (i = 0; i < count; i++) {
		if (!list[i].waits || list[i].second != NULL) {
			ruled_say(n, &list[i], id);
			seen = list[i].created > seen ? list[i].created : seen;
			continue;
		}
		narrow = foureyes_narrowed(&list[i]);
		ruled_say(n, &narrow, id);
	}
	db_run(d, SQL_STANDING_AGAIN, "tii", id, n->at, seen);
	casefile_dirty(n, id);
}
