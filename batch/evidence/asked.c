#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tongue.h"
#include "batch/evidence/asked.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

static const char second[] = "waits for a second analyst";

/* How it stands with a request; columns as in both statements. */
static const char *
state_of(struct stmt *s)
{
	const char *stopped = db_null(s, 8) ? NULL : db_text(s, 8);

	if (db_int(s, 9) != 0)
		return "distrusted";
	if (db_int(s, 10) != 0)
		return "ended";
	if (db_int(s, 12) != 0)
		return "over";
	if (stopped == NULL)
		return db_null(s, 2) || !db_null(s, 11) ? "open"
							: "not told yet";
	if (strcmp(stopped, "second") == 0)
		return second;
	return strcmp(stopped, "refused") == 0 ? "refused by an analyst"
					       : "stopped: it holds a name";
}

static void
add_answers(struct hub *h, struct asked *q)
{
	struct asked_answer *x;
	struct stmt *s;

	s = db_query(h->db, SQL_ASKED_ANSWERS, "t", q->name);
	while (db_row(s)) {
		x = arena_push(
		    h->arena, &q->answers, &q->answer_count, sizeof(*x));
		x->submission = db_textdup(s, 0, h->arena);
		x->item = db_textdup(s, 1, h->arena);
		x->casefile = db_textdup(s, 2, h->arena);
		x->day = db_textdup(s, 3, h->arena);
		if (q->audience != NULL)
			x->member = db_textdup(s, 4, h->arena);
		x->result = db_textdup(s, 5, h->arena);
		x->gone = db_int(s, 6) != 0;
	}
}

static struct asked *
load(struct hub *h, struct stmt *s, size_t *count)
{
	struct arena *a = h->arena;
	struct asked *list = NULL, *q;
	size_t i;

	*count = 0;
	while (db_row(s)) {
		q = arena_push(a, &list, count, sizeof(*q));
		q->name = db_textdup(s, 0, a);
		q->analyst = db_textdup(s, 1, a);
		q->audience = db_textdup(s, 2, a);
		q->item = db_textdup(s, 3, a);
		q->submission = db_textdup(s, 4, a);
		q->casefile = db_textdup(s, 5, a);
		q->until = db_textdup(s, 6, a);
		q->text = db_textdup(s, 7, a);
		q->state = state_of(s);
		q->second = strcmp(q->state, second) == 0;
	}
	for (i = 0; i < *count; i++)
		add_answers(h, &list[i]);
	return list;
}

struct asked *
asked_of_case(struct hub *h, const char *casefile, size_t *count)
{
	return load(
	    h, db_query(h->db, SQL_ASKED_OF_CASE, "t", casefile), count);
}

struct asked *
asked_waiting(struct hub *h, size_t *count)
{
	return load(h, db_query(h->db, SQL_ASKED_WAITING, ""), count);
}

static void
tell_answer(struct tell *t, const struct asked_answer *x)
{
	tell_map(t, "answer");
	tell_string(t, "submission", x->submission);
	tell_string(t, "item", x->item);
	tell_string(t, "case", x->casefile);
	tell_string(t, "day", x->day);
	tell_string(t, "member", x->member);
	tell_string(t, "result", x->result);
	tell_bool(t, "withdrawn", x->gone);
	if (x->gone)
		tell_phrase(t, "gone", "withdrawn");
	tell_line(t,
	    "[  answer {submission} in {case} on {day}][  answer about {item} on {day}: {result}]");
	tell_line(t, "[ by {member}][ ({gone})]\n");
	tell_end(t);
}

static void
tell_one(struct tell *t, const struct asked *q)
{
	size_t i;

	tell_map(t, "request");
	tell_string(t, "name", q->name);
	tell_string(t, "by", q->analyst);
	tell_string(t, "audience", q->audience);
	tell_string(t, "item", q->item);
	tell_string(t, "submission", q->submission);
	tell_string(t, "case", q->casefile);
	tell_string(t, "until", q->until);
	tell_string(t, "state", q->state);
	tell_phrase(t, "state", "%s", tongue_form(q->state));
	tell_string(t, "text", q->text);
	tell_line(t,
	    "request {name} by {by}[ to {audience}][ about {item}][ to the provider of {submission}][ in {case}] until {until}: {state}\n  {text}\n");
	tell_list(t, "answers");
	for (i = 0; i < q->answer_count; i++)
		tell_answer(t, &q->answers[i]);
	tell_end(t);
	tell_end(t);
}

void
tell_asked(struct tell *t, const struct asked *list, size_t count)
{
	size_t i;

	tell_list(t, "requests");
	for (i = 0; i < count; i++)
		tell_one(t, &list[i]);
	tell_end(t);
}
