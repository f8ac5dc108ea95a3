#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/base/tell.h"
#include "batch/store/acked.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/verdict/tellacks.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

static void
tell_day(struct tell *t, const char *name, int64_t at)
{
	char day[11];

	clock_day(at, day);
	tell_string(t, name, day);
}

static void
tell_bundle_id(struct tell *t, const char *audience, int64_t sequence)
{
	tell_string(t, "audience", audience);
	tell_number(t, "sequence", sequence);
	tell_phrase(t, "bundle", "%s-%06" PRId64, audience, sequence);
}

void
tell_silent(struct tell *t, struct hub *h, const char *item, const char *reader)
{
	const struct silent *list, *s;
	char today[11];
	size_t count;

	clock_day(clock_now(), today);
	list = acked_all_silent(h, h->arena, today, &count);
	tell_list(t, "unacknowledged");
	for (s = list; s < list + count; s++) {
		if ((item != NULL && strcmp(item, s->item) != 0) ||
		    (reader != NULL && strcmp(reader, s->reader) != 0))
			continue;
		tell_map(t, "unacknowledged");
		tell_string(t, "reader", s->reader);
		tell_string(t, "item", s->item);
		tell_string(t, "audience", s->audience);
		tell_string(t, "since", s->since);
		tell_line(t,
		    "  {reader} has not acknowledged that {item} is over for {audience}, told on {since}\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_excused(struct tell *t, struct hub *h, const char *item)
{
	struct stmt *s;

	tell_list(t, "excused");
	s = db_query(h->db, SQL_SHOW_ITEM_EXCUSED, "t", item);
	while (db_row(s)) {
		tell_map(t, "excused");
		tell_string(t, "reader", db_text(s, 0));
		tell_string(t, "by", db_text(s, 1));
		tell_day(t, "on", db_int(s, 2));
		tell_string(t, "reason", db_text(s, 3));
		tell_line(t,
		    "  {reader} need not acknowledge: {by} on {on}: {reason}\n");
		tell_end(t);
	}
	tell_end(t);
}

/* Rows of member, audience, sequence, time. */
static void
tell_hit_rows(struct tell *t, struct stmt *s, const char *form)
{
	tell_list(t, "hits");
	while (db_row(s)) {
		tell_map(t, "hit");
		tell_string(t, "member", db_text(s, 0));
		tell_bundle_id(t, db_text(s, 1), db_int(s, 2));
		tell_day(t, "on", db_int(s, 3));
		tell_line(t, form);
		tell_end(t);
	}
	tell_end(t);
}

void
tell_item_acks(struct tell *t, struct hub *h, const char *item)
{
	tell_silent(t, h, item, NULL);
	tell_excused(t, h, item);
	tell_hit_rows(t, db_query(h->db, SQL_SHOW_ITEM_HITS, "t", item),
	    "  hits at {member} with bundle {bundle}, said on {on}\n");
}

void
tell_hits(struct tell *t, struct hub *h, int64_t since)
{
	tell_hit_rows(t, db_query(h->db, SQL_REVIEW_HITS, "i", since),
	    "hits {bundle}: {member} had some, said on {on}\n");
}

static void
tell_bundle_items(
    struct tell *t, struct hub *h, const char *audience, int64_t sequence)
{
	struct stmt *s;

	tell_list(t, "items");
	s = db_query(h->db, SQL_SHOW_BUNDLE_ITEMS, "ti", audience, sequence);
	while (db_row(s)) {
		tell_map(t, "item");
		tell_string(t, "id", db_text(s, 0));
		tell_number(t, "edition", db_int(s, 1));
		tell_bool(t, "retracted", db_int(s, 2) != 0);
		if (db_int(s, 2) != 0)
			tell_phrase(t, "gone", "taken back");
		tell_line(t, "  item {id}, edition {edition}[ ({gone})]\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_bundle_acks(
    struct tell *t, struct hub *h, const char *audience, int64_t sequence)
{
	struct stmt *s;

	tell_list(t, "acks");
	s = db_query(h->db, SQL_SHOW_BUNDLE_ACKS, "ti", audience, sequence);
	while (db_row(s)) {
		tell_map(t, "ack");
		tell_string(t, "member", db_text(s, 0));
		tell_bool(t, "hits", db_int(s, 1) != 0);
		tell_day(t, "on", db_int(s, 2));
		if (db_int(s, 1) != 0)
			tell_phrase(t, "some", "with hits");
		tell_line(t, "  acknowledged by {member} on {on}[, {some}]\n");
		tell_end(t);
	}
	tell_end(t);
}

/* Of those who read it then and do so today, who has acknowledged neither it
 * nor one after it. */
static void
tell_bundle_silent(struct tell *t, struct hub *h,
    const struct roster_audience *to, int64_t sequence, const char *day)
{
	struct ended e = { .sequence = sequence, .day = day };
	const char **list;
	char today[11];
	size_t count, i;

	clock_day(clock_now(), today);
	list = acked_silent(acked_open(h, h->arena, to, today), &e, &count);
	tell_list(t, "unacknowledged");
	for (i = 0; i < count; i++) {
		tell_map(t, "unacknowledged");
		tell_string(t, "reader", list[i]);
		tell_line(t, "  not acknowledged by {reader}\n");
		tell_end(t);
	}
	tell_end(t);
}

bool
tell_bundle(struct tell *t, struct hub *h, const char *id)
{
	const char *dash = strrchr(id, '-'), *audience, *day;
	int64_t sequence = strtoll(dash + 1, NULL, 10);
	const struct roster_audience *to;
	struct stmt *s;

	audience = arena_strndup(h->arena, id, (size_t)(dash - id));
	s = db_query(h->db, SQL_SHOW_BUNDLE, "ti", audience, sequence);
	if (!db_row(s))
		return false;
	tell_map(t, "bundle");
	tell_bundle_id(t, audience, sequence);
	tell_string(t, "run", db_text(s, 0));
	day = db_textdup(s, 1, h->arena);
	tell_string(t, "day", day);
	tell_string(t, "digest", db_text(s, 2));
	tell_line(
	    t, "bundle {bundle}\n  run {run}, {day}\n  digest {digest}\n");
	db_end(s);
	tell_bundle_items(t, h, audience, sequence);
	tell_bundle_acks(t, h, audience, sequence);
	to = roster_audience(h->roster, audience);
	if (to != NULL)
		tell_bundle_silent(t, h, to, sequence, day);
	tell_end(t);
	return true;
}

bool
tell_reader(struct tell *t, struct hub *h, const char *id)
{
	struct stmt *s;

	if (roster_member(h->roster, id) == NULL &&
	    roster_audience(h->roster, id) == NULL)
		return false;
	tell_map(t, "reader");
	tell_string(t, "reader", id);
	tell_line(t, "reader {reader}\n");
	tell_list(t, "acks");
	s = db_query(h->db, SQL_SHOW_READER_ACKS, "t", id);
	while (db_row(s)) {
		tell_map(t, "ack");
		tell_bundle_id(t, db_text(s, 0), db_int(s, 1));
		tell_day(t, "on", db_int(s, 2));
		tell_number(t, "with-hits", db_int(s, 3));
		tell_line(t,
		    "  acknowledged up to {bundle}, last on {on}; {with-hits} with hits\n");
		tell_end(t);
	}
	tell_end(t);
	tell_silent(t, h, NULL, id);
	tell_end(t);
	return true;
}
