#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/evidence/asked.h"
#include "batch/evidence/proposal.h"
#include "batch/evidence/sightings.h"
#include "batch/evidence/tellcase.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/worklist.h"
#include "batch/review/card.h"
#include "batch/review/pile.h"
#include "batch/review/session.h"
#include "batch/review/sitting.h"
#include "batch/review/whom.h"
#include "batch/review/worksheet.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/truehit.h"
#include "batch/store/chapter.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/verdict/tellacks.h"
#include "formats/base/buf.h"
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

/* They stand in items, and no reader blocks or searches for them by a list. */
static void
tell_kept_out(struct tell *t, struct hub *h)
{
	struct kept_out *list;
	size_t count, i;

	list = worklist_kept_out(h, &count);
	tell_list(t, "kept-out");
	for (i = 0; i < count; i++) {
		tell_map(t, "kept-out");
		tell_string(t, "audience", list[i].audience);
		tell_string(t, "type", list[i].type);
		tell_string(t, "value", list[i].value);
		tell_string(t, "items", list[i].items);
		tell_string(t, "why", list[i].why);
		tell_phrase(t, "why", "%s", tongue_form(list[i].why));
		tell_line(t,
		    "kept out {value} ({type}): told in {items}, and in no list of {audience}: {why}\n");
		tell_end(t);
	}
	tell_end(t);
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

/* To whom it opens what. */
static void
tell_what_is_ruled(struct tell *t, const struct waiting_ruling *w)
{
	tell_string(t, "item", w->item);
	tell_string(t, "submission", w->submission);
	tell_string(t, "for", w->readers);
	tell_string(t, "class", w->class);
	tell_string(t, "grounds", w->grounds);
	tell_string(t, "release", w->release);
	tell_string(t, "retract", w->retract);
	tell_string(t, "quiet", w->quiet);
	tell_string(t, "grave", w->grave);
	tell_string(t, "harmless", w->harmless);
	tell_string(t, "merge", w->merge);
	tell_line(t,
	    "[  item: {item}\n][  submission: {submission}\n][  for: {for}\n]");
	tell_line(t,
	    "[  class: {class}\n][  grounds: {grounds}\n][  release: {release}\n][  retract: {retract}\n][  quiet: {quiet}\n][  grave: {grave}\n][  harmless: {harmless}\n][  merge: {merge}\n]");
}

static void
tell_ruled_texts(struct tell *t, const struct waiting_ruling *w)
{
	tell_string(t, "title", w->title);
	tell_string(t, "analysis", w->analysis);
	tell_string(t, "countermeasure", w->countermeasure);
	tell_string(t, "topic", w->topic);
	tell_string(t, "outline", w->outline);
	tell_string(t, "campaign", w->campaign);
	if (w->campaign != NULL && *w->campaign == '\0')
		tell_phrase(
		    t, "campaign", "%s", say(SAY_CARD_CAMPAIGN_NONE, tongue()));
	tell_string(t, "years", w->years);
	tell_string(t, "reason", w->reason);
	tell_line(t,
	    "[  title: {title}\n][  analysis: {analysis}\n][  countermeasure: {countermeasure}\n][  topic: {topic}\n][  outline: {outline}\n][  campaign: {campaign}\n][  years: {years}\n][  reason: {reason}\n]");
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
	tell_line(t,
	    "confirm {ruling}: ruling by {by} on {case} waits for a second analyst since {since}\n");
	tell_what_is_ruled(t, w);
	tell_ruled_texts(t, w);
	tell_lines(t, "parts", parts, count);
	tell_end(t);
}

static void
tell_chapter(struct tell *t, const struct waiting_chapter *w)
{
	tell_map(t, "confirm");
	tell_string(t, "ruling", w->name);
	tell_string(t, "case", w->period);
	tell_string(t, "by", w->analyst);
	tell_string(t, "since", w->day);
	tell_string(t, "xml", w->xml);
	tell_line(t,
	    "confirm {ruling}: chapter by {by} for {case} waits for a second analyst since {since}; a draft of the report shows it\n  {xml}\n");
	tell_end(t);
}

static void
tell_waiting(struct tell *t, struct hub *h)
{
	struct waiting_ruling *list;
	struct waiting_chapter *chapters;
	size_t count, i;

	list = foureyes_waiting(h->db, h->arena, &count);
	tell_list(t, "confirm");
	for (i = 0; i < count; i++)
		tell_ruling(t, h, &list[i]);
	chapters = chapters_waiting(h, h->arena, &count);
	for (i = 0; i < count; i++)
		tell_chapter(t, &chapters[i]);
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

static void
tell_all(struct tell *t, struct hub *h)
{
	tell_map(t, "review");
	tell_outside(t, h);
	tell_look(t, h);
	tell_met(t, h);
	tell_lacking(t, h);
	tell_answers(t, h);
	tell_shut(t, h);
	tell_kept_out(t, h);
	tell_hits(t, h, clock_now() - (int64_t)HIT_DAYS * CLOCK_DAY);
	tell_waiting(t, h);
	tell_truehits(t, h);
	tell_all_unread(t, h);
	tell_unclassified(t, h);
	tell_end(t);
}

/* What the command line asks for. */
struct reviewing {
	bool json, list, cards, ask, yes, html;
	const char *rulings, *homedir, *from;
};

static void
tell_cards(struct tell *t, struct hub *h, const struct reviewing *r)
{
	struct whomdesk *d = whom_open(h);
	struct pile_card *pile;
	size_t count, i;

	pile = pile_of(h, r->from, &count);
	tell_map(t, "review");
	tell_list(t, "cards");
	for (i = 0; i < count; i++) {
		card_tell(
		    t, h, card_of(h, d, &pile[i], i + 1, count), tongue(), 0);
		tell_line(t, "\n");
	}
	tell_end(t);
	tell_end(t);
	whom_close(d);
}

static int
sit(struct hub *h, const struct reviewing *r)
{
	struct sitting s;
	int rc;

	sitting_open(&s, h, tongue(), r->homedir, r->from);
	rc = r->rulings != NULL ? session_file(&s, r->rulings, r->yes)
				: session_cards(&s);
	sitting_close(&s);
	return rc;
}

static int
tell_waits(struct hub *h, const struct reviewing *r)
{
	struct tell *t = tell_command(r->json);

	if (r->cards)
		tell_cards(t, h, r);
	else
		tell_all(t, h);
	tell_print(t);
	return 0;
}

static int
print_sheet(struct hub *h, const struct reviewing *r)
{
	struct buf page = { 0 };

	worksheet(h, r->from, tongue(), &page);
	fwrite(page.data, 1, page.len, stdout);
	buf_free(&page);
	return 0;
}

static bool
is_sitting(const struct reviewing *r)
{
	if (r->rulings != NULL || r->ask)
		return true;
	return !r->json && !r->list && !r->cards && !r->html &&
	       isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

int
cmd_review(int argc, char **argv)
{
	static const char usage[] =
	    "review HUB [--ask | --list | --cards | --html | --rulings FILE [--yes]] "
	    "[--json] [--homedir DIR] [--from ANALYST] "
	    "[--at TIME]";
	struct reviewing r = { 0 };
	struct option_list rest = { 0 };
	const struct option_spec specs[] = {
		{ "--json", .flag = &r.json },
		{ "--at", "TIME", .at = true },
		{ "--list", .flag = &r.list },
		{ "--cards", .flag = &r.cards },
		{ "--ask", .flag = &r.ask },
		{ "--html", .flag = &r.html },
		{ "--rulings", "FILE", .text = &r.rulings },
		{ "--yes", .flag = &r.yes },
		{ "--homedir", "DIR", .text = &r.homedir },
		{ "--from", "ANALYST", .text = &r.from },
	};
	struct hub *h;
	int rc;

	options_read(argc, argv, usage, specs, sizeof(specs) / sizeof(specs[0]),
	    &rest, 1, 1);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	rc = is_sitting(&r) ? sit(h, &r)
	     : r.html	    ? print_sheet(h, &r)
			    : tell_waits(h, &r);
	hub_close(h);
	return rc;
}
