#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/night/night.h"
#include "batch/record/letters.h"
#include "batch/record/outbox.h"
#include "batch/record/record.h"
#include "batch/record/states.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/regions.h"
#include "formats/base/mem.h"

/* What the night decided, before it is done. */
static void
journal_decisions(struct night *n)
{
	struct stmt *s;
	size_t i;

	s = db_query(n->hub->db, SQL_RUN_PREVIEWS, "t", n->run);
	while (db_row(s))
		journal_add(n->journal, "preview", "digest", db_text(s, 0),
		    "submission", db_text(s, 1), NULL);
	s = db_query(n->hub->db, SQL_RUN_REQUESTS, "t", n->run);
	while (db_row(s))
		journal_add(n->journal, "request", "id", db_text(s, 0), "first",
		    db_text(s, 1), NULL);
	s = db_query(n->hub->db, SQL_RUN_ITEMS, "t", n->run);
	while (db_row(s))
		journal_add(n->journal, "item", "id", db_text(s, 0), "case",
		    db_text(s, 1), "edition", db_text(s, 2), "audience",
		    db_text(s, 3), "first", db_text(s, 4), NULL);
	s = db_query(n->hub->db, SQL_RUN_BUNDLES, "t", n->run);
	while (db_row(s))
		journal_add(n->journal, "release", "audience", db_text(s, 0),
		    "sequence", db_text(s, 1), "digest", db_text(s, 2),
		    "previous", db_text(s, 3), NULL);
	states_journal(n);
	for (i = 0; i < n->held_count; i++)
		journal_add(n->journal, "held", "audience", n->held[i], NULL);
	journal_add(n->journal, "end", "run", n->run, NULL);
	journal_sync(n->journal);
}

/* Runs whose receipts, previews and bundles are not all in the outbox yet:
 * this one, and any that was killed while publishing. */
static void
publish_open(struct night *n)
{
	struct open {
		const char *id;
		int64_t at;
	} *list = NULL, *o;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_RUNS_OPEN, "");
	while (db_row(s)) {
		o = arena_push(n->arena, &list, &count, sizeof(*list));
		o->id = db_textdup(s, 0, n->arena);
		o->at = db_int(s, 1);
	}
	for (i = 0; i < count; i++) {
		if (!outbox_publish(n, list[i].id, list[i].at))
			continue;
		journal_add(n->journal, "published", "run", list[i].id, NULL);
		journal_sync(n->journal);
		db_begin(n->hub->db);
		outbox_published(n, list[i].id);
		night_mark(n);
		db_commit(n->hub->db);
	}
}

void
record(struct night *n)
{
	if (n->changed || n->begun) {
		night_begin(n);
		db_run(n->hub->db, SQL_RUN_ADD, "tit", n->run, n->at, n->day);
		letters_name(n);
		regions_resolve(n->hub->db, n->journal, n->arena);
		journal_decisions(n);
		night_mark(n);
	}
	letters_note_again(n);
	db_commit(n->hub->db);
	publish_open(n);
}
