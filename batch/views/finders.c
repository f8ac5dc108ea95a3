#include <stdint.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/finders.h"
#include "batch/views/tokens.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/step.h"
#include "formats/package/packagewords.h"

/* Half a year before it was said: whoever found it longer ago sends the mails.
 * A week out of the blue would make everybody search for nothing. */
#define FOUND_DAYS 184

/* One member's word. */
struct word_of {
	const char *member;
	enum sight_result result;
	const char *first, *last; /* or NULL */
	int64_t signed_at;
};

/* What they say together. */
struct said_of {
	struct tokens *found, *alarms;
	const char *first, *last; /* Monday, Sunday; or NULL */
};

static void
load(struct night *n, struct stmt *s, struct word_of **list, size_t *count)
{
	struct word_of *w;

	while (db_row(s)) {
		w = arena_push(n->arena, list, count, sizeof(*w));
		w->member = db_textdup(s, 0, n->arena);
		sight_result_parse(db_text(s, 1), &w->result);
		w->first = db_textdup(s, 2, n->arena);
		w->last = db_textdup(s, 3, n->arena);
		w->signed_at = db_int(s, 4);
	}
}

/* What is said of the item, and of those in which its parts stood before a
 * merger. */
static struct word_of *
load_all(struct night *n, const struct view *v, size_t *count)
{
	struct db *d = n->hub->db;
	struct word_of *list = NULL;
	size_t i;

	*count = 0;
	load(n, db_query(d, SQL_VIEW_SEEN, "t", v->item), &list, count);
	for (i = 0; i < v->part_count; i++)
		load(n,
		    db_query(d, SQL_VIEW_SEEN_BEFORE, "tt", v->to->id,
			v->parts[i].id),
		    &list, count);
	return list;
}

static bool
is_plausible(const struct word_of *w)
{
	char day[11];
	int said;

	if (w->first == NULL)
		return false;
	clock_day(w->signed_at, day);
	said = clock_days(day);
	/* A day for zones that differ. */
	return clock_days(w->last) <= said + 1 &&
	       clock_days(w->first) >= said - FOUND_DAYS;
}

static void
widen(struct night *n, struct said_of *all, const struct word_of *w)
{
	char first[11], last[11];

	if (!is_plausible(w))
		return;
	clock_monday(w->first, first);
	clock_sunday(w->last, last);
	if (all->first == NULL || strcmp(first, all->first) < 0)
		all->first = arena_strdup(n->arena, first);
	if (all->last == NULL || strcmp(last, all->last) > 0)
		all->last = arena_strdup(n->arena, last);
}

static void
hear(struct night *n, struct said_of *all, const struct word_of *w)
{
	switch (w->result) {
	case SIGHT_FOUND:
		tokens_deal(all->found, w->member);
		widen(n, all, w);
		break;
	case SIGHT_FALSE_ALARM:
		tokens_deal(all->alarms, w->member);
		break;
	case SIGHT_NOT_FOUND:
	case SIGHTS:
		break;
	}
}

static void
load_told(struct night *n, struct view *v)
{
	struct stmt *s;

	s = db_query(n->hub->db, SQL_VIEW_TOLD, "tt", v->item, v->to->id);
	if (!db_row(s))
		return;
	v->least = (uint64_t)db_int(s, 0);
	v->alarms_least = (uint64_t)db_int(s, 1);
	v->found_first = db_textdup(s, 2, n->arena);
	v->found_last = db_textdup(s, 3, n->arena);
	db_end(s);
}

void
finders_count(struct night *n, struct view *v, struct tokens *givers)
{
	struct said_of all = { .found = givers, .alarms = tokens_new(n) };
	struct word_of *list;
	size_t count, i;

	load_told(n, v);
	list = load_all(n, v, &count);
	for (i = 0; i < count; i++)
		if (roster_reads(n->hub->roster, v->to, list[i].member, n->day))
			hear(n, &all, &list[i]);
	v->had_by = tokens_count(givers);
	v->false_alarms = tokens_count(all.alarms);
	tokens_free(all.alarms);
	if (step_of(v->had_by) <= v->least || all.first == NULL)
		return;
	if (v->found_first == NULL || strcmp(all.first, v->found_first) < 0)
		v->found_first = all.first;
	if (v->found_last == NULL || strcmp(all.last, v->found_last) > 0)
		v->found_last = all.last;
}
