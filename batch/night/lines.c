#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/night/lines.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/bundle.h"

#define ALL  "lines"	 /* when each began, in their order */
#define TOLD "line told" /* the run whose letters told the newest */

static const char *
key_of(struct arena *a, int64_t begun, const char *audience)
{
	return arena_printf(a, "line %" PRId64 " %s", begun, audience);
}

/* Number and digest of the last bundle, as they stand now. */
static const char *
last_of(struct night *n, const char *audience)
{
	const char *text = NULL;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_BUNDLE_LAST, "t", audience);
	if (db_row(s)) {
		text = arena_printf(
		    n->arena, "%" PRId64 " %s", db_int(s, 0), db_text(s, 1));
		db_end(s);
	}
	return text;
}

void
lines_take(struct night *n, int64_t begun)
{
	const struct roster *r = n->hub->roster;
	const char *before = night_recall(n, ALL), *last;
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		last = last_of(n, r->audiences[i].id);
		if (last != NULL)
			db_run(n->hub->db, SQL_STATE_SET, "tt",
			    key_of(n->arena, begun, r->audiences[i].id), last);
	}
	db_run(n->hub->db, SQL_STATE_SET, "tt", TOLD, "");
	db_run(n->hub->db, SQL_STATE_SET, "tt", ALL,
	    arena_printf(n->arena, "%s%s%" PRId64, before == NULL ? "" : before,
		before == NULL ? "" : " ", begun));
}

int64_t
lines_newest(struct night *n)
{
	const char *all = night_recall(n, ALL), *last;

	if (all == NULL)
		return 0;
	last = strrchr(all, ' ');
	return strtoll(last == NULL ? all : last + 1, NULL, 10);
}

void
lines_note(struct night *n)
{
	const char *told = night_recall(n, TOLD);

	if (told != NULL && *told == '\0')
		db_run(n->hub->db, SQL_STATE_SET, "tt", TOLD, n->run);
}

int64_t
lines_told(struct night *n, const char **run)
{
	const char *told = night_recall(n, TOLD);

	*run = told;
	return told == NULL || *told == '\0' ? 0 : lines_newest(n);
}

/* What it begins behind; zeroes: the audience had nothing yet. */
static struct chain_line
line_of(struct night *n, int64_t begun, const char *audience)
{
	struct chain_line l = { .begun = begun };
	const char *last = night_recall(n, key_of(n->arena, begun, audience));
	char hex[DIGEST_HEX];

	if (last != NULL &&
	    sscanf(last, "%" SCNu64 " %64s", &l.after, hex) == 2)
		digest_parse(hex, &l.digest);
	return l;
}

static struct chain_line *
lines_of(struct night *n, const char *audience, size_t *count)
{
	const char *all = night_recall(n, ALL);
	char *at = all == NULL ? NULL : arena_strdup(n->arena, all), *end;
	struct chain_line *list = NULL;
	int64_t begun;

	*count = 0;
	for (; at != NULL && *at != '\0'; at = end) {
		begun = strtoll(at, &end, 10);
		*(struct chain_line *)arena_push(n->arena, &list, count,
		    sizeof(*list)) = line_of(n, begun, audience);
	}
	return list;
}

void
lines_fill(struct night *n, const struct roster_audience *to, struct bundle *b)
{
	b->lines = lines_of(n, to->id, &b->line_count);
}

bool
lines_over(
    struct night *n, const char *audience, int64_t sequence, int64_t then)
{
	struct chain_line *list;
	size_t count, i;

	list = lines_of(n, audience, &count);
	for (i = 0; i < count; i++)
		if (then < list[i].begun && (uint64_t)sequence > list[i].after)
			return true;
	return false;
}

bool
lines_behind(struct night *n, const char *audience, int64_t sequence)
{
	struct chain_line *list;
	size_t count, i;

	list = lines_of(n, audience, &count);
	for (i = 0; i < count; i++)
		if ((uint64_t)sequence > list[i].after)
			return true;
	return false;
}

bool
lines_unsaid(struct night *n, const struct roster_audience *to)
{
	int64_t begun = lines_newest(n);
	struct chain_line l;

	if (begun == 0 || !span_holds(&to->span, n->day))
		return false;
	l = line_of(n, begun, to->id);
	return l.after != 0 && (uint64_t)db_one(n->hub->db, SQL_BUNDLE_LAST, 0,
				   "t", to->id) == l.after;
}
