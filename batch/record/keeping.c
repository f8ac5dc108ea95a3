#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/night/night.h"
#include "batch/record/keeping.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"

/* Up to when runs were looked at, in hub.db's state: after a rebuild all are
 * looked at once more. */
#define KEPT "kept-until"

#define RUN_NAME "20170804T013000"

/* A removal: who has something in the outbox, and what is past. */
struct past {
	struct night *n;
	int64_t from, until;
	const char **who;
	size_t who_count;
	bool any; /* something went */
};

/* Names in a directory beneath the hub, in order. */
static const char **
names_in(struct night *n, const char *path, size_t *count)
{
	struct dirent **list = NULL;
	const char **names = NULL;
	char *full = hub_path(n->hub, "%s", path);
	int found, i;

	*count = 0;
	found = scandir(full, &list, NULL, alphasort);
	for (i = 0; i < found; i++) {
		if (list[i]->d_name[0] != '.')
			arena_push_str(n->arena, &names, count,
			    arena_strdup(n->arena, list[i]->d_name));
		free(list[i]);
	}
	free(list);
	return names;
}

static void
remove_one(struct past *p, const char *path)
{
	p->any |= publish_remove(p->n->hub->dir, path);
}

/* A name of each who has the bundle. */
static void
remove_bundles(struct past *p, const char *run)
{
	struct night *n = p->n;
	struct stmt *s;
	size_t i;

	s = db_query(n->hub->db, SQL_RUN_BUNDLES, "t", run);
	while (db_row(s))
		for (i = 0; i < p->who_count; i++)
			remove_one(p, hub_bundle_link(n->arena, p->who[i],
					  db_text(s, 0), db_int(s, 1)));
}

static void
remove_states(struct past *p, const char *run)
{
	struct night *n = p->n;
	struct stmt *s;
	size_t i;

	s = db_query(n->hub->db, SQL_RUN_STATES, "t", run);
	while (db_row(s))
		for (i = 0; i < p->who_count; i++)
			remove_one(p, hub_state_path(n->arena, p->who[i],
					  db_text(s, 0), db_int(s, 1)));
}

static void
remove_previews(struct past *p, const char *run)
{
	struct night *n = p->n;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_RUN_PREVIEWS_WITH, "t", run);
	while (db_row(s))
		remove_one(p,
		    hub_preview_path(n->arena, db_text(s, 1), db_text(s, 0)));
}

struct run {
	const char *id;
	int64_t at;
	bool ended;
};

static struct run *
past_runs(struct past *p, size_t *count)
{
	struct night *n = p->n;
	struct run *list = NULL, *r;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RUNS_PAST, "ii", p->from, p->until);
	while (db_row(s)) {
		r = arena_push(n->arena, &list, count, sizeof(*list));
		r->id = db_textdup(s, 0, n->arena);
		r->at = db_int(s, 1);
		r->ended = db_int(s, 2) != 0;
	}
	return list;
}

/* One that has not put all of its own there keeps what it has, and those after
 * it, too. */
static void
remove_runs(struct past *p, const struct run *list, size_t count)
{
	size_t i;

	for (i = 0; i < count && list[i].ended; i++) {
		remove_bundles(p, list[i].id);
		remove_states(p, list[i].id);
		remove_previews(p, list[i].id);
	}
	if (i < count)
		p->until = list[i].at - 1;
}

static bool
is_letter(const char *name)
{
	size_t len = strlen(name);

	return len > sizeof(RUN_NAME) - 1 + 4 - 1 &&
	       strspn(name, "0123456789") == 8 && name[8] == 'T' &&
	       strspn(name + 9, "0123456789") == 6 &&
	       strcmp(name + len - 4, ".gpg") == 0;
}

/* Letters are named by their runs, and these by their time; some by runs that
 * left no other trace. */
static void
remove_letters(struct past *p)
{
	struct night *n = p->n;
	char text[CLOCK_TEXT], last[sizeof(RUN_NAME)];
	const char **names, *folder;
	size_t i, k, count;

	clock_text(p->until, text);
	snprintf(last, sizeof(last), "%.4s%.2s%.2sT%.2s%.2s%.2s", text,
	    text + 5, text + 8, text + 11, text + 14, text + 17);
	for (i = 0; i < p->who_count; i++) {
		folder =
		    arena_printf(n->arena, "outbox/%s/receipts", p->who[i]);
		names = names_in(n, folder, &count);
		for (k = 0; k < count; k++)
			if (is_letter(names[k]) &&
			    strncmp(names[k], last, sizeof(last) - 1) <= 0)
				remove_one(
				    p, hub_below(n->arena, folder, names[k]));
	}
}

static void
remember(struct past *p)
{
	struct night *n = p->n;

	if (p->any)
		publish_syncfs(n->hub->dir, "outbox");
	db_begin(n->hub->db);
	db_run(n->hub->db, SQL_STATE_SET, "tt", KEPT,
	    arena_printf(n->arena, "%" PRId64, p->until));
	db_commit(n->hub->db);
}

void
keeping(struct night *n)
{
	unsigned days = n->hub->settings.keep_days;
	struct past p = { .n = n };
	const char *known = night_recall(n, KEPT);
	const struct run *list;
	size_t count;

	p.from = known == NULL ? 0 : strtoll(known, NULL, 10);
	p.until = n->at - days * (int64_t)CLOCK_DAY;
	list = days == 0 ? NULL : past_runs(&p, &count);
	if (list == NULL)
		return;
	p.who = names_in(n, "outbox", &p.who_count);
	remove_runs(&p, list, count);
	remove_letters(&p);
	remember(&p);
}
