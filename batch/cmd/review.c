#include <string.h>

#include "batch/base/clock.h"
#include "batch/base/tell.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/cmd/tellacks.h"
#include "batch/evidence/asked.h"
#include "batch/evidence/proposal.h"
#include "batch/evidence/sightings.h"
#include "batch/evidence/tellcase.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/worklist.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* So long a hit is told: who had one may be asked. */
#define HIT_DAYS 30

static void
tell_look(struct tell *t, struct hub *h)
{
	struct look *list;
	size_t count, i;

	list = worklist(h, &count);
	tell_list(t, "look");
	for (i = 0; i < count; i++) {
		tell_map(t, "look");
		tell_string(t, "case", list[i].casefile);
		tell_string(t, "with", list[i].with);
		tell_share(t, "score", list[i].score);
		tell_string(t, "why", list[i].why);
		tell_string(t, "run", list[i].run);
		tell_line(t, "look {case} {with}: likeness {score}, {why}\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_met(struct tell *t, struct hub *h)
{
	struct met *list;
	size_t count, i;

	list = worklist_met(h, &count);
	tell_list(t, "met");
	for (i = 0; i < count; i++) {
		tell_map(t, "met");
		tell_string(t, "audience", list[i].audience);
		tell_string(t, "submission", list[i].submission);
		tell_string(t, "case", list[i].casefile);
		tell_string(t, "item", list[i].item);
		tell_string(t, "other", list[i].other);
		tell_line(t,
		    "met {item} {other}: {submission} in {case} went to the first for {audience}, and is like the second\n");
		tell_end(t);
	}
	tell_end(t);
}

/* A ruling reaches whom it was made for; others of the case may want one. */
static void
tell_lacking(struct tell *t, struct hub *h)
{
	struct lacking *list;
	size_t count, i;

	list = worklist_lacking(h, &count);
	tell_list(t, "lacking");
	for (i = 0; i < count; i++) {
		tell_map(t, "lacking");
		tell_string(t, "audience", list[i].audience);
		tell_string(t, "case", list[i].casefile);
		tell_string(t, "item", list[i].item);
		tell_string(t, "class", list[i].class);
		tell_string(t, "ruled", list[i].ruled);
		tell_line(t,
		    "lacking {audience}-view of {case} ({item}): no class; the ruling of {ruled} says {class}\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_answers(struct tell *t, struct hub *h)
{
	struct sighting *list;
	struct asked *asked;
	size_t count;

	asked = asked_waiting(h, &count);
	tell_asked(t, asked, count);

	list = sightings_waiting(h, &count);
	tell_sightings(t, "sightings", list, count);
}

/* Only a ruling opens what one closed. */
static void
tell_shut(struct tell *t, struct hub *h)
{
	struct shut_value *list;
	size_t count, i;

	list = worklist_shut(h, &count);
	tell_list(t, "shut");
	for (i = 0; i < count; i++) {
		tell_map(t, "shut");
		tell_string(t, "audience", list[i].audience);
		tell_string(t, "case", list[i].casefile);
		tell_string(t, "type", list[i].type);
		tell_string(t, "value", list[i].value);
		tell_string(t, "ruling", list[i].ruling);
		tell_line(t,
		    "shut {value} ({type}): kept back from {audience} in {case}; ruling {ruling} closed it\n");
		tell_end(t);
	}
	tell_end(t);
}

/* A list of strings, each a line. */
static void
tell_lines(struct tell *t, const char *name, const char **list, size_t count)
{
	size_t i;

	tell_list(t, name);
	for (i = 0; i < count; i++) {
		tell_string(t, "line", list[i]);
		tell_line(t, "  {line}\n");
	}
	tell_end(t);
}

/* Everything that a second analyst would put his name to. */
static void
tell_ruling(struct tell *t, struct hub *h, const struct waiting_ruling *w)
{
	const char **parts;
	size_t count;

	parts = foureyes_parts(h->db, h->arena, w, &count);
	tell_map(t, "confirm");
	tell_number(t, "n", w->n);
	tell_string(t, "ruling", w->id);
	tell_string(t, "case", w->casefile);
	tell_string(t, "by", w->analyst);
	tell_string(t, "since", w->day);
	tell_string(t, "class", w->class);
	tell_string(t, "release", w->release);
	tell_string(t, "grave", w->grave);
	tell_string(t, "harmless", w->harmless);
	tell_string(t, "merge", w->merge);
	tell_string(t, "title", w->title);
	tell_string(t, "analysis", w->analysis);
	tell_string(t, "countermeasure", w->countermeasure);
	tell_string(t, "topic", w->topic);
	tell_line(t,
	    "confirm {ruling}: ruling by {by} on {case} waits for a second analyst since {since}\n");
	tell_line(t,
	    "[  class: {class}\n][  release: {release}\n][  grave: {grave}\n][  harmless: {harmless}\n][  merge: {merge}\n]");
	tell_line(t,
	    "[  title: {title}\n][  analysis: {analysis}\n][  countermeasure: {countermeasure}\n][  topic: {topic}\n]");
	tell_lines(t, "parts", parts, count);
	tell_end(t);
}

static void
tell_waiting(struct tell *t, struct hub *h)
{
	struct waiting_ruling *list;
	size_t count, i;

	list = foureyes_waiting(h->db, h->arena, &count);
	tell_list(t, "confirm");
	for (i = 0; i < count; i++)
		tell_ruling(t, h, &list[i]);
	tell_end(t);
}

static void
tell_truehit(struct tell *t, const struct waiting_truehit *w)
{
	tell_map(t, "truehit");
	tell_string(t, "ruling", w->ruling);
	tell_string(t, "case", w->casefile);
	tell_string(t, "submission", w->submission);
	tell_string(t, "by", w->analyst);
	tell_string(t, "bytes", w->bytes);
	tell_string(t, "provider", w->provider);
	tell_bool(t, "confirmed", w->confirmed);
	if (w->provider == NULL)
		tell_phrase(t, "answer", "has not answered");
	else
		tell_phrase(t, "answer",
		    strcmp(w->provider, "approve") == 0 ? "approves"
							: "refuses");
	tell_line(t,
	    "truehit {ruling}: {by} wants told as it is, of {submission} in {case}; the provider {answer}\n");
	tell_lines(t, "values", w->values, w->value_count);
	if (!w->confirmed)
		tell_line(t,
		    "  waits for a second analyst to confirm bytes {bytes}\n");
	tell_end(t);
}

static void
tell_truehits(struct tell *t, struct hub *h)
{
	struct waiting_truehit *list;
	size_t count, i;

	list = truehit_waiting(h->db, h->arena, &count);
	tell_list(t, "truehits");
	for (i = 0; i < count; i++)
		tell_truehit(t, &list[i]);
	tell_end(t);
}

/* What was not read, or in part, of submissions that no ruling has seen. */
static void
tell_all_unread(struct tell *t, struct hub *h)
{
	struct unread_waiting *list;
	size_t count, i;

	list = unread_waiting(h, &count);
	tell_list(t, "unread");
	for (i = 0; i < count; i++) {
		tell_map(t, "submission");
		tell_string(t, "submission", list[i].parts[0].submission);
		tell_string(t, "case", list[i].casefile);
		tell_line(t, "unread {submission} in {case}\n");
		tell_unread(t, list[i].parts, list[i].count);
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_sent_in(struct tell *t, const char *name, const struct sent_in *list,
    size_t count, const char *line)
{
	size_t i;

	tell_list(t, name);
	for (i = 0; i < count; i++) {
		tell_map(t, name);
		tell_string(t, "submission", list[i].submission);
		tell_string(t, "case", list[i].casefile);
		tell_string(t, "from", list[i].member);
		tell_string(t, "since", list[i].day);
		tell_string(t, "title", list[i].title);
		tell_line(t, line);
		tell_end(t);
	}
	tell_end(t);
}

/* Apart from all else: who waits for an answer, and what goes nowhere by
 * itself: it comes from outside, or to a case that goes nowhere. */
static void
tell_outside(struct tell *t, struct hub *h)
{
	struct sent_in *list;
	size_t count;

	list = worklist_asks(h, &count);
	tell_sent_in(t, "asks", list, count,
	    "answer {submission}: {from} asks for an answer since {since}: {title}\n");
	list = worklist_outside(h, &count);
	tell_sent_in(t, "outside", list, count,
	    "release {submission} in {case}: {from} gave it on {since}, and it waits for a ruling: {title}\n");
	list = worklist_shut_out(h, &count);
	tell_sent_in(t, "shut-out", list, count,
	    "shut out {submission} in {case}: {from} gave it on {since}; what was ruled on the case before keeps it in until a ruling releases it or splits it off: {title}\n");
}

/* Cases that nobody has looked at, with what they may be. */
static void
tell_unclassified(struct tell *t, struct hub *h)
{
	const char **ids = NULL;
	struct proposal p;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(h->db, SQL_UNCLASSIFIED_CASES, "");
	while (db_row(s))
		arena_push_str(
		    h->arena, &ids, &count, db_textdup(s, 0, h->arena));
	tell_list(t, "unclassified");
	for (i = 0; i < count; i++) {
		p = proposal_of(h, ids[i]);
		tell_map(t, "unclassified");
		tell_string(t, "case", ids[i]);
		tell_proposal(t, &p);
		tell_line(t, "classify {case}: may be {class}[ ({reasons})]\n");
		tell_end(t);
	}
	tell_end(t);
}

int
cmd_review(int argc, char **argv)
{
	struct option_list rest = { 0 };
	bool json = false;
	const struct option_spec specs[] = {
		{ "--json", .flag = &json },
		{ "--at", "TIME", .at = true },
	};
	struct hub *h;
	struct tell *t;

	options_read(argc, argv, "review HUB [--json] [--at TIME]", specs, 2,
	    &rest, 1, 1);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	t = tell_command(json);
	tell_map(t, "review");
	tell_outside(t, h);
	tell_look(t, h);
	tell_met(t, h);
	tell_lacking(t, h);
	tell_answers(t, h);
	tell_shut(t, h);
	tell_hits(t, h, clock_now() - (int64_t)HIT_DAYS * CLOCK_DAY);
	tell_waiting(t, h);
	tell_truehits(t, h);
	tell_all_unread(t, h);
	tell_unclassified(t, h);
	tell_end(t);
	tell_print(t);
	hub_close(h);
	return 0;
}
