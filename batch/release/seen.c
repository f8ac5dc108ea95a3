#include <stdio.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/night/night.h"
#include "batch/compose/compose.h"
#include "batch/release/seen.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/indicators/observable.h"

/* An attacker dates his mails as he likes, and another week for each victim
 * would be a mark: one counts that was written in these days before the member
 * signed what it tells. */
#define MAIL_DAYS 28

static const char *
monday(struct night *n, const char *day)
{
	char out[11];

	clock_monday(day, out);
	return arena_strdup(n->arena, out);
}

static const char *
sunday(struct night *n, const char *day)
{
	char out[11];

	clock_sunday(day, out);
	return arena_strdup(n->arena, out);
}

/* Dates of this form sort as they follow each other. */
static void
widen(
    struct night *n, struct composition *c, const char *first, const char *last)
{
	first = monday(n, first);
	last = sunday(n, last);
	if (c->seen_first == NULL || strcmp(first, c->seen_first) < 0)
		c->seen_first = first;
	if (c->seen_last == NULL || strcmp(last, c->seen_last) > 0)
		c->seen_last = last;
}

void
seen_traffic(struct night *n, struct composition *c, const char *submission,
    enum tlp tlp)
{
	struct fact f = { .is_traffic = true, .tlp = tlp };
	struct item_observation *o = &f.traffic;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SEEN_TRAFFIC, "t", submission);
	while (db_row(s)) {
		o->inbound = db_int(s, 0) != 0;
		f.indicator.value = db_textdup(s, 1, n->arena);
		f.indicator.type = strchr(f.indicator.value, ':') == NULL
				       ? IND_IPV4
				       : IND_IPV6;
		f.indicator.role = ROLE_OTHER;
		o->port = (unsigned)db_int(s, 2);
		o->protocol = db_textdup(s, 3, n->arena);
		o->first = db_textdup(s, 4, n->arena);
		o->last = db_textdup(s, 5, n->arena);
		if (db_int(s, 6) == 0) {
			o->first = monday(n, o->first);
			o->last = sunday(n, o->last);
		}
		*(struct fact *)arena_push(
		    n->arena, &c->facts, &c->fact_count, sizeof(f)) = f;
	}
}

static bool
is_made_up(int64_t at, int64_t created)
{
	/* A day for clocks that differ. */
	return at > created + CLOCK_DAY ||
	       at < created - MAIL_DAYS * (int64_t)CLOCK_DAY;
}

void
seen_period(struct night *n, struct composition *c, const char *submission)
{
	struct stmt *s;
	char day[11];

	s = db_query(n->hub->db, SQL_SEEN_AT, "t", submission);
	while (db_row(s)) {
		if (db_int(s, 1) == 0 && is_made_up(db_int(s, 0), db_int(s, 2)))
			continue;
		clock_day(db_int(s, 0), day);
		widen(n, c, day, day);
	}
	s = db_query(n->hub->db, SQL_SEEN_TRAFFIC, "t", submission);
	while (db_row(s))
		widen(n, c, db_text(s, 4), db_text(s, 5));
}
