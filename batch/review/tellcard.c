#include <inttypes.h>
#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/base/tellsay.h"
#include "batch/evidence/campaign.h"
#include "batch/evidence/comparison.h"
#include "batch/evidence/evidence.h"
#include "batch/evidence/rarity.h"
#include "batch/evidence/tellcase.h"
#include "batch/evidence/thread.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/wrote.h"
#include "batch/review/card.h"
#include "batch/review/pile.h"
#include "batch/review/tellsecond.h"
#include "batch/review/tellwhom.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

#define LEAD "    | "

/* What one card is told with. */
struct dealt {
	struct tell *t;
	enum lang lang;
	size_t most;
};

static void
line(const struct dealt *d, unsigned indent, enum say what)
{
	tellsay(d->t, indent, what, d->lang);
}

static void
phrase(const struct dealt *d, const char *name, enum say what)
{
	tell_phrase(d->t, name, "%s", say(what, d->lang));
}

/* A member may send what it likes, and fills no terminal with it. */
static bool
is_shown(const struct dealt *d, size_t i)
{
	return d->most == 0 || i < d->most;
}

static void
more(const struct dealt *d, enum say what, size_t count)
{
	tellsay_more(d->t, 2, what, d->lang, count, d->most);
}

static void
tell_reason(const struct dealt *d, const struct pile_reason *r, enum say what)
{
	tell_map(d->t, "waits");
	tell_string(d->t, "why", say_id(what));
	tell_string(d->t, "since", r->since);
	tell_string(d->t, "detail", r->detail);
	line(d, 2, what);
	tell_end(d->t);
}

static void
tell_reasons(const struct dealt *d, const struct pile_card *p)
{
	static const enum say words[PILE_WHYS] = {
		[PILE_ANSWER] = SAY_CARD_WAITS_ANSWER,
		[PILE_OUTSIDE] = SAY_CARD_WAITS_OUTSIDE,
		[PILE_SHUT_OUT] = SAY_CARD_WAITS_SHUT_OUT,
		[PILE_GATE] = SAY_CARD_WAITS_GATE,
		[PILE_LOOK] = SAY_CARD_WAITS_LOOK,
		[PILE_MET] = SAY_CARD_WAITS_MET,
		[PILE_LACKING] = SAY_CARD_WAITS_LACKING,
		[PILE_SIGHTING] = SAY_CARD_WAITS_SIGHTING,
		[PILE_UNREAD] = SAY_CARD_WAITS_UNREAD,
		[PILE_CLASS] = SAY_CARD_WAITS_CLASS,
		[PILE_SECOND] = SAY_CARD_WAITS_SECOND,
		[PILE_TRUEHIT] = SAY_CARD_WAITS_TRUEHIT,
		[PILE_REQUEST] = SAY_CARD_WAITS_REQUEST,
		[PILE_CHAPTER] = SAY_CARD_WAITS_CHAPTER,
	};
	size_t i;

	tell_list(d->t, "waits");
	for (i = 0; i < p->reason_count; i++)
		if (is_shown(d, i))
			tell_reason(
			    d, &p->reasons[i], words[p->reasons[i].why]);
	tell_end(d->t);
	more(d, SAY_CARD_MORE_LIKE_IT, p->reason_count);
}

static enum say
class_say(const char *word)
{
	static const enum say words[CLASSES] = {
		[CLASS_TARGETED] = SAY_CLASS_TARGETED,
		[CLASS_BULK] = SAY_CLASS_BULK,
		[CLASS_PHISHING] = SAY_CLASS_PHISHING,
		[CLASS_BEC] = SAY_CLASS_BEC,
		[CLASS_SCAN] = SAY_CLASS_SCAN,
		[CLASS_OTHER] = SAY_CLASS_OTHER,
		[CLASS_UNDECIDED] = SAY_CLASS_UNDECIDED,
		[CLASS_UNCLASSIFIED] = SAY_CLASS_UNCLASSIFIED,
	};
	enum class c;

	return words[class_parse(word, &c) ? c : CLASS_UNCLASSIFIED];
}

/* A class by its word, as answers take it, and in the language. */
static void
tell_class(const struct dealt *d, const char *word)
{
	tell_phrase(
	    d->t, "class", "%s (%s)", word, say(class_say(word), d->lang));
}

static void
tell_now(const struct dealt *d, const struct case_evidence *e)
{
	static const enum say words[] = { [CASE_NOT_RULED] =
					      SAY_CARD_RELEASE_NONE,
		[CASE_HELD] = SAY_CARD_RELEASE_HOLD,
		[CASE_RELEASED] = SAY_CARD_RELEASE_YES };

	tell_map(d->t, "now");
	tell_string(d->t, "class", e->class);
	tell_bool(d->t, "grave", e->grave);
	tell_bool(d->t, "harmless", e->harmless);
	tell_string(d->t, "title", e->title);
	tell_class(d, e->class);
	phrase(d, "release", words[e->release]);
	phrase(d, "grave", e->grave ? SAY_CARD_YES : SAY_CARD_NO);
	line(d, 0, SAY_CARD_NOW);
	tellsay_prose(d->t, 2, SAY_CARD_NOW_TITLE, d->lang, e->title, 0);
	tell_end(d->t);
}

static void
tell_proposed(const struct dealt *d, const struct proposal *p)
{
	tell_map(d->t, "proposed");
	tell_string(d->t, "class", class_word(p->class));
	tell_words_said(d->t, "reasons", d->lang, p->reasons, p->reason_count);
	tell_class(d, class_word(p->class));
	line(d, 0, SAY_CARD_PROPOSED);
	tell_end(d->t);
}

static enum say
key_say(const char *rule)
{
	static const struct {
		const char *rule;
		enum say say;
	} rules[] = { { "first", SAY_CARD_WHY_FIRST },
		{ "like", SAY_CARD_WHY_LIKE }, { "file", SAY_CARD_WHY_FILE },
		{ "picture", SAY_CARD_WHY_PICTURE },
		{ "text", SAY_CARD_WHY_TEXT },
		{ "letter", SAY_CARD_WHY_LETTER },
		{ "remote", SAY_CARD_WHY_REMOTE },
		{ "stated", SAY_CARD_WHY_STATED } };
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(rules[i].rule, rule) == 0)
			return rules[i].say;
	return SAY_CARD_WHY_KEY;
}

static enum say
join_say(const struct joined *j)
{
	if (j->rule != JOINED_RULING)
		return key_say(j->word);
	return j->detail != NULL && strcmp(j->detail, "split") == 0
		   ? SAY_CARD_WHY_SPLIT
		   : SAY_CARD_WHY_MERGE;
}

static void
tell_join(const struct dealt *d, const struct join *j)
{
	struct tell *t = d->t;

	tell_map(t, "joined");
	tell_string(t, "rule", j->by.word);
	tell_string(t, "key", j->by.key);
	tell_string(t, "with", j->by.with);
	if (j->likeness != NULL) {
		tell_share(t, "score", j->likeness->same.score.mean);
		tell_share(t, "same", j->likeness->same.score.same);
	}
	line(d, 2, SAY_CARD_WHY);
	line(d, 4, join_say(&j->by));
	if (j->rarity != NULL) {
		tell_number(t, "submissions", j->rarity->submissions);
		tell_number(t, "cases", j->rarity->cases);
		tell_number(t, "of", j->rarity->of);
		line(d, 4, SAY_CARD_RARITY);
	}
	tell_end(t);
}

static void
tell_unread_parts(const struct dealt *d, const struct case_submission *s)
{
	const struct unread *u;
	size_t i;

	tell_list(d->t, "unread");
	for (i = 0; i < s->unread_count && is_shown(d, i); i++) {
		u = &s->unread[i];
		tell_map(d->t, "unread");
		tell_string(d->t, "path", u->path);
		tell_string(d->t, "name", u->name);
		tell_string(d->t, "reason", unread_reason_word(u->reason));
		tell_phrase(
		    d->t, "means", "%s", unread_text(u->reason, d->lang));
		line(d, 2, SAY_CARD_UNREAD);
		tellprose(d->t, u->path, LEAD, 0);
		tellprose(d->t, u->name, LEAD, 0);
		tell_end(d->t);
	}
	tell_end(d->t);
	more(d, SAY_CARD_MORE_LIKE_IT, s->unread_count);
}

static void
tell_terms(const struct dealt *d, const struct case_submission *s)
{
	tell_string(d->t, "consent", s->consent);
	tell_string(d->t, "scope", s->scope);
	tell_string(d->t, "tlp", s->tlp);
	phrase(d, "consent",
	    strcmp(s->consent, "given") == 0	 ? SAY_CARD_CONSENT_GIVEN
	    : strcmp(s->consent, "preview") == 0 ? SAY_CARD_CONSENT_PREVIEW
						 : SAY_CARD_CONSENT_NONE);
	phrase(d, "scope",
	    strcmp(s->scope, "all") == 0 ? SAY_CARD_SCOPE_ALL
					 : SAY_CARD_SCOPE_SIG);
	line(d, 4, SAY_CARD_TERMS);
}

static void
tell_submission(
    const struct dealt *d, const struct case_submission *s, size_t n)
{
	struct tell *t = d->t;

	tell_map(t, "submission");
	tell_number(t, "n", (int64_t)n);
	tell_string(t, "id", s->id);
	tell_string(t, "kind", s->kind);
	tell_string(t, "member", s->member);
	tell_string(t, "day", s->day);
	tell_string(t, "title", s->title);
	tell_bool(t, "withdrawn", s->withdrawn);
	line(d, 0, SAY_CARD_SUBMISSION);
	if (s->withdrawn)
		line(d, 4, SAY_CARD_WITHDRAWN);
	tellsay_prose(t, 4, SAY_CARD_TITLE, d->lang, s->title, 0);
	tell_terms(d, s);
	wrote_tell(t, s->wrote, d->lang, d->most);
	tell_unread_parts(d, s);
	tell_join(d, &s->joined);
	tell_end(t);
}

static void
tell_submissions(const struct dealt *d, const struct case_evidence *e)
{
	size_t i;

	tell_list(d->t, "submissions");
	for (i = 0; i < e->submission_count; i++)
		if (is_shown(d, i))
			tell_submission(d, &e->submissions[i], i + 1);
	tell_end(d->t);
	more(d, SAY_CARD_MORE_SUBMISSIONS, e->submission_count);
}

static void
tell_neighbours(const struct dealt *d, const struct case_evidence *e)
{
	size_t i;

	tell_list(d->t, "nearest");
	for (i = 0; i < e->nearest_count && is_shown(d, i); i++) {
		tell_map(d->t, "nearest");
		tell_string(d->t, "case", e->nearest[i].casefile);
		tell_share(d->t, "score", e->nearest[i].same.score.mean);
		line(d, 0, SAY_CARD_NEAREST);
		tell_end(d->t);
	}
	tell_end(d->t);
	more(d, SAY_CARD_MORE_LIKE_IT, e->nearest_count);
	tell_list(d->t, "related");
	for (i = 0; i < e->related_count && is_shown(d, i); i++) {
		tell_map(d->t, "related");
		tell_string(d->t, "case", e->related[i].casefile);
		tell_bool(d->t, "strong", e->related[i].strong);
		if (e->related[i].strong)
			phrase(d, "what", SAY_CARD_RELATED_STRONG);
		line(d, 0, SAY_CARD_RELATED);
		tell_end(d->t);
	}
	tell_end(d->t);
	more(d, SAY_CARD_MORE_LIKE_IT, e->related_count);
}

/* What relates cases strongly proposes one; a ruling names it. */
static void
tell_campaign(const struct dealt *d, const struct case_evidence *e)
{
	const struct campaign_name *c;
	struct buf all = { 0 };
	size_t i;

	tell_words(d->t, "campaign", e->campaign, e->campaign_count);
	for (i = 1; i < e->campaign_count && is_shown(d, i - 1); i++)
		buf_printf(&all, " %s", e->campaign[i]);
	tell_phrase(d->t, "with", "%s", buf_str(&all));
	buf_free(&all);
	if (e->campaign_count > 1) {
		line(d, 0, SAY_CARD_CAMPAIGN);
		more(d, SAY_CARD_MORE_LIKE_IT, e->campaign_count - 1);
	}
	tell_list(d->t, "named");
	for (c = e->named; c < e->named + e->named_count; c++) {
		tell_map(d->t, "named");
		tell_string(d->t, "case", c->casefile);
		tell_string(d->t, "name", c->name);
		tell_string(d->t, "years", c->years);
		tell_phrase(d->t, "years", "%s",
		    strcmp(c->years, "-") == 0 ? "" : c->years);
		line(d, 0, SAY_CARD_CAMPAIGN_NAMED);
		tell_end(d->t);
	}
	tell_end(d->t);
}

static void
tell_thread(const struct dealt *d, const struct case_evidence *e)
{
	const struct thread_step *s;
	size_t i;

	tell_list(d->t, "thread");
	for (i = 0; i < e->thread_count && is_shown(d, i); i++) {
		s = &e->thread[i];
		tell_map(d->t, "step");
		tell_number(d->t, "n", (int64_t)i + 1);
		tell_string(d->t, "step", thread_word(s->kind));
		tell_string(d->t, "day", s->day);
		tell_string(d->t, "submission", s->submission);
		tell_said(d->t, "reason", d->lang, s->reason);
		line(d, 0, SAY_CARD_THREAD);
		tell_end(d->t);
	}
	tell_end(d->t);
	more(d, SAY_CARD_MORE_LIKE_IT, e->thread_count);
}

static void
tell_rulings(const struct dealt *d, const struct case_evidence *e)
{
	const struct case_ruling *r;

	tell_list(d->t, "rulings");
	for (r = e->rulings; r < e->rulings + e->ruling_count; r++) {
		tell_map(d->t, "ruling");
		tell_string(d->t, "analyst", r->analyst);
		tell_string(d->t, "at", r->at);
		tell_string(d->t, "class", r->class);
		tell_string(d->t, "release", r->release);
		if (r->release != NULL)
			phrase(d, "release",
			    *r->release == '0' ? SAY_CARD_RELEASE_HOLD
					       : SAY_CARD_RELEASE_YES);
		tell_string(d->t, "title", r->title);
		tell_string(d->t, "merge", r->merge);
		tell_string(d->t, "techniques", r->techniques);
		tell_second(d->t, r->second);
		line(d, 0, SAY_CARD_RULING);
		tell_end(d->t);
	}
	tell_end(d->t);
}

static void
tell_case_card(const struct dealt *d, const struct card *c)
{
	const struct case_evidence *e = c->evidence;

	tell_now(d, e);
	tell_proposed(d, &e->proposed);
	tell_submissions(d, e);
	tell_neighbours(d, e);
	tell_campaign(d, e);
	tell_thread(d, e);
	tell_rulings(d, e);
	tellwhom(d->t, c->whom, c->whom_count, d->lang, d->most);
}

void
card_tell(struct tell *t, struct hub *h, const struct card *c, enum lang lang,
    size_t most)
{
	struct dealt d = { t, lang, most };

	tell_map(t, "card");
	tell_number(t, "n", (int64_t)c->n);
	tell_number(t, "of", (int64_t)c->of);
	tell_string(t, "name", c->pile->name);
	tell_string(t, "case", c->pile->casefile);
	tell_string(t, "since", c->pile->since);
	line(&d, 0, SAY_CARD_HEAD);
	line(&d, 0, SAY_CARD_SINCE);
	tell_reasons(&d, c->pile);
	tellsecond(t, h, c->pile, lang);
	if (c->evidence != NULL)
		tell_case_card(&d, c);
	tell_end(t);
}
