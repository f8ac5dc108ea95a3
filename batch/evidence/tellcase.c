#include <string.h>
#include <uniwidth.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/base/tongue.h"
#include "batch/evidence/asked.h"
#include "batch/evidence/campaign.h"
#include "batch/evidence/comparison.h"
#include "batch/evidence/evidence.h"
#include "batch/evidence/rarity.h"
#include "batch/evidence/sightings.h"
#include "batch/evidence/tellcase.h"
#include "batch/evidence/thread.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/wrote.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/itemlife.h"

/* Bytes of a text run that are shown. */
#define RUN_SHOWN 160
/* Columns of the matrix. */
#define HEAD_WIDE   21
#define COLUMN_WIDE 9

void
tell_proposal(struct tell *t, const struct proposal *p)
{
	tell_string(t, "class", class_word(p->class));
	tell_words_said(t, "reasons", tongue(), p->reasons, p->reason_count);
}

static void
tell_head(struct tell *t, const struct case_evidence *e)
{
	static const char *const words[] = { [CASE_NOT_RULED] = "not ruled",
		[CASE_HELD] = "hold",
		[CASE_RELEASED] = "yes" };

	tell_string(t, "case", e->id);
	tell_string(t, "merged-into", e->merged_into);
	tell_string(t, "class", e->class);
	tell_bool(t, "grave", e->grave);
	tell_bool(t, "harmless", e->harmless);
	if (e->harmless)
		tell_phrase(t, "verdict", "harmless");
	tell_phrase(t, "grave", "%s",
	    say(e->grave ? SAY_CARD_YES : SAY_CARD_NO, tongue()));
	tell_string(t, "release", words[e->release]);
	tell_phrase(t, "release", "%s", tongue_form(words[e->release]));
	tell_string(t, "title", e->title);
	tell_line(t, "case {case}\n[merged into {merged-into}\n]");
	tell_line(t,
	    "class {class}, grave {grave}, release {release}[, {verdict}]\n");
	tell_line(t, "title {title}\n");
	tell_map(t, "proposed");
	tell_proposal(t, &e->proposed);
	tell_line(t, "may be {class}[: {reasons}] (a hint, not a ruling)\n");
	tell_end(t);
}

/* lead: what stands before it on its line. */
static void
tell_rarity(struct tell *t, const struct rarity *r, const char *lead)
{
	tell_map(t, "rarity");
	tell_string(t, "key", r->key);
	tell_number(t, "submissions", r->submissions);
	tell_number(t, "cases", r->cases);
	tell_number(t, "of", r->of);
	tell_real(t, "bits", r->bits);
	tell_phrase(t, "lead", "%s", tongue_form(lead));
	if (r->bits == 0)
		tell_phrase(t, "weight", "0: everybody has it");
	else
		tell_phrase(t, "weight", "%.1f bits", r->bits);
	tell_line(t,
	    "{lead}{key}: in {submissions} submissions and {cases} of {of} cases, weight {weight}\n");
	tell_end(t);
}

/* In one line, and no longer than a line should be. */
static void
phrase_text(struct tell *t, const char *name, const char *text)
{
	struct arena *a = arena_new();
	char *flat = arena_strdup(a, text), *p;

	for (p = flat; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	tell_phrase(
	    t, name, "%s", text_escape(a, flat, strlen(flat), RUN_SHOWN));
	arena_free(a);
}

static void
tell_texts(struct tell *t, const struct differ *d)
{
	const struct differ_run *r;
	size_t i;

	tell_line(t,
	    "    texts: = in both, - here, + there; U A N T 0 stand for link, address, name, token, number\n");
	tell_list(t, "texts");
	for (i = 0; i < d->count; i++) {
		r = &d->runs[i];
		tell_map(t, "run");
		if (r->common)
			tell_string(t, "both", r->a);
		else {
			tell_string(t, "here", r->a);
			tell_string(t, "there", r->b);
			phrase_text(t, "+", r->b);
		}
		phrase_text(t, r->common ? "=" : "-", r->a);
		tell_line(t, "[      = {=}\n][      - {-}\n][      + {+}\n]");
		tell_end(t);
	}
	tell_end(t);
}

/* Into the map that is open. */
static void
tell_comparison(struct tell *t, const struct comparison *c)
{
	const struct sameness *m = &c->same;

	tell_string(t, "here", c->here);
	tell_number(t, "here-mail", c->here_mail);
	tell_string(t, "with", c->with);
	tell_number(t, "with-mail", c->with_mail);
	tell_string(t, "band", band_word(m->band));
	tell_string(t, "why", m->why);
	tell_share(t, "score", m->score.mean);
	tell_share(t, "whole-text", m->score.whole);
	tell_share(t, "first-part", m->score.lead);
	tell_share(t, "same-from", m->score.same);
	tell_share(t, "look-from", m->score.look);
	tell_share(t, "subjects", m->subjects);
	tell_string(t, "brand-here", m->brand_a);
	tell_string(t, "brand-there", m->brand_b);
	tell_bool(t, "aligned", !c->texts.cut);
	tell_line(t,
	    "    with {with}: likeness {score} (whole text {whole-text}, first part {first-part}); the same from {same-from}, to be looked at from {look-from}\n");
	tell_line(t,
	    "    subjects {subjects} alike; decided by {why}[ (here {brand-here}, there {brand-there})]\n");
	tell_texts(t, &c->texts);
}

static void
tell_join(struct tell *t, const struct join *j)
{
	tell_map(t, "joined");
	tell_string(t, "rule", j->by.word);
	if (j->by.detail != NULL)
		tell_string(t, "detail", j->by.detail);
	tell_line(t, "  joined by {rule}[: {detail}]\n");
	if (j->rarity != NULL)
		tell_rarity(t, j->rarity, "    ");
	if (j->likeness != NULL) {
		tell_map(t, "likeness");
		tell_comparison(t, j->likeness);
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_list_of(struct tell *t, const struct unread *u)
{
	if (u->why == NULL)
		return;
	tell_number(t, "taken", u->taken);
	tell_number(t, "left", u->left);
	if (*u->why != '\0')
		tell_string(t, "why", u->why);
	if (*u->places != '\0')
		tell_string(t, "places", u->places);
}

void
tell_unread(struct tell *t, const struct unread *list, size_t count)
{
	const struct unread *u;
	size_t i;

	tell_list(t, "unread");
	for (i = 0; i < count; i++) {
		u = &list[i];
		tell_map(t, "unread");
		tell_string(t, "submission", u->submission);
		tell_number(t, "file", u->n);
		tell_string(t, "path", u->path);
		tell_string(t, "name", u->name);
		tell_string(t, "read", unread_extent(u));
		tell_string(t, "reason", unread_reason_word(u->reason));
		tell_list_of(t, u);
		tell_phrase(t, "how", u->nothing ? "not read" : "read in part");
		tell_phrase(t, "means", "%s", unread_text(u->reason, tongue()));
		tell_line(
		    t, "  {how}: {path}[ ({name})]: {reason}\n    {means}\n");
		if (u->why != NULL)
			tell_line(t,
			    "    {taken} values taken, {left} entries left out[: {why}][, at {places}]\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_submissions(struct tell *t, const struct case_evidence *e)
{
	const struct case_submission *s;
	size_t i;

	tell_list(t, "submissions");
	for (i = 0; i < e->submission_count; i++) {
		s = &e->submissions[i];
		tell_map(t, "submission");
		tell_string(t, "id", s->id);
		tell_string(t, "kind", s->kind);
		tell_string(t, "title", s->title);
		tell_string(t, "consent", s->consent);
		tell_string(t, "scope", s->scope);
		tell_string(t, "tlp", s->tlp);
		tell_string(t, "day", s->day);
		tell_string(t, "member", s->member);
		tell_bool(t, "withdrawn", s->withdrawn);
		if (s->withdrawn)
			tell_phrase(t, "gone", "withdrawn");
		tell_line(t, "submission {id}[ ({gone})]\n  {kind}\n");
		tellprose(t, s->title, tongue_form("    title   | "), 0);
		tell_line(t,
		    "  {consent}, {scope}, tlp {tlp}; from {member} on {day}\n");
		wrote_tell(t, s->wrote, tongue(), 0);
		tell_join(t, &s->joined);
		tell_unread(t, s->unread, s->unread_count);
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_keys(
    struct tell *t, const struct rarity *keys, size_t count, const char *lead)
{
	size_t i;

	tell_list(t, "keys");
	for (i = 0; i < count; i++)
		tell_rarity(t, &keys[i], lead);
	tell_end(t);
}

static void
tell_nearest(struct tell *t, const struct case_evidence *e)
{
	size_t i;

	tell_list(t, "nearest");
	for (i = 0; i < e->nearest_count; i++) {
		tell_map(t, "comparison");
		tell_string(t, "case", e->nearest[i].casefile);
		tell_phrase(t, "here", "%s", e->nearest[i].here);
		tell_line(t, "nearly the same, in {case}: {here}\n");
		tell_comparison(t, &e->nearest[i]);
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_related(struct tell *t, const struct case_evidence *e)
{
	const struct relation *r;
	size_t i;

	tell_list(t, "related");
	for (i = 0; i < e->related_count; i++) {
		r = &e->related[i];
		tell_map(t, "relation");
		tell_string(t, "case", r->casefile);
		tell_real(t, "bits", r->bits);
		tell_bool(t, "strong", r->strong);
		if (r->strong)
			tell_phrase(t, "what", "same campaign");
		tell_line(t, "related to {case}, {bits} bits[: {what}]\n");
		tell_keys(t, r->keys, r->key_count, "  ");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_campaign(struct tell *t, const struct case_evidence *e)
{
	struct buf all = { 0 };
	size_t i;

	tell_words(t, "campaign", e->campaign, e->campaign_count);
	for (i = 0; i < e->campaign_count; i++)
		buf_printf(&all, " %s", e->campaign[i]);
	tell_phrase(t, "members", "%s", buf_str(&all));
	if (e->campaign_count > 1)
		tell_line(t, "campaign:{members}\n");
	buf_free(&all);
	tell_list(t, "named");
	for (i = 0; i < e->named_count; i++) {
		tell_map(t, NULL);
		tell_string(t, "case", e->named[i].casefile);
		tell_string(t, "name", e->named[i].name);
		tell_string(t, "years", e->named[i].years);
		tell_line(t, "campaign of {case}: {name} [({years})]\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_mails(struct tell *t, const struct matrix *m)
{
	size_t i;

	tell_list(t, "mails");
	for (i = 0; i < m->count; i++) {
		tell_map(t, "mail");
		tell_string(t, "mail", (char[]){ matrix_letter(i), '\0' });
		tell_string(t, "submission", m->mails[i].submission);
		tell_number(t, "n", m->mails[i].n);
		if (m->count > 1)
			tell_line(t, "  {mail} {submission}\n");
		tell_end(t);
	}
	tell_end(t);
}

/* As many columns of a terminal, and a blank. */
static void
put_column(struct buf *row, const char *text, int width)
{
	int has = u8_strwidth((const uint8_t *)text, "UTF-8");

	buf_printf(row, "%s%*s", text, has < width ? width - has + 1 : 1, "");
}

/* A line of the matrix: its head, and a column for every mail but the first,
 * which the others are held against. */
static void
tell_row(
    struct tell *t, const char *head, const char *const *columns, size_t count)
{
	struct buf row = { 0 };
	size_t i;

	put_column(&row, head, HEAD_WIDE);
	for (i = 0; i < count; i++)
		put_column(&row, tongue_form(columns[i]), COLUMN_WIDE);
	tell_phrase(t, "row", "%s", buf_str(&row));
	if (count > 0)
		tell_line(t, "  {row}\n");
	buf_free(&row);
}

static void
tell_heads(struct tell *t, const struct matrix *m)
{
	char letters[MATRIX_MAILS][2] = { 0 };
	const char *heads[MATRIX_MAILS];
	size_t i;

	for (i = 1; i < m->count; i++) {
		letters[i][0] = matrix_letter(i);
		heads[i - 1] = letters[i];
	}
	tell_row(t, "", heads, m->count > 1 ? m->count - 1 : 0);
}

static void
tell_feature(struct tell *t, const struct matrix *m, enum feature f)
{
	static const enum say names[FEATURES] = { SAY_NOTICE_FEATURE_SUBJECT,
		SAY_NOTICE_FEATURE_SENDER, SAY_NOTICE_FEATURE_SENDER_NAME,
		SAY_NOTICE_FEATURE_SENDER_DOMAIN, SAY_NOTICE_FEATURE_REPLY_TO,
		SAY_NOTICE_FEATURE_SENDER_IP, SAY_NOTICE_FEATURE_MAILER,
		SAY_NOTICE_FEATURE_TEXT, SAY_NOTICE_FEATURE_LINK_HOSTS,
		SAY_NOTICE_FEATURE_FILE_NAMES, SAY_NOTICE_FEATURE_FILE_DIGESTS,
		SAY_NOTICE_FEATURE_FILE_KINDS };
	size_t i, others = m->count > 1 ? m->count - 1 : 0;
	const char *words[MATRIX_MAILS];

	for (i = 0; i < others; i++)
		words[i] = same_word(m->same[f][i + 1]);
	tell_map(t, "feature");
	tell_string(t, "feature", feature_word(f));
	tell_string(
	    t, "first", m->count == 0 ? NULL : m->mails[0].has.value[f]);
	tell_words(t, "against-first", words, others);
	tell_row(t, say(names[f], tongue()), words, others);
	tell_end(t);
}

static void
tell_matrix(struct tell *t, const struct matrix *m)
{
	enum feature f;

	tell_map(t, "matrix");
	if (m->count > 1)
		tell_line(t, "mails beside the first\n");
	tell_mails(t, m);
	tell_heads(t, m);
	tell_list(t, "features");
	for (f = 0; f < FEATURES; f++)
		tell_feature(t, m, f);
	tell_end(t);
	tell_end(t);
}

static void
tell_ruled_step(struct tell *t, const struct case_step *s)
{
	tell_map(t, "step");
	tell_number(t, "n", s->n);
	tell_string(t, "kind", s->kind);
	tell_string(t, "day", s->day);
	tell_string(t, "submission", s->submission);
	tell_string(t, "text", s->text);
	tell_line(t, "thread {n}: {kind}, {day}, {text} (ruled)\n");
	tell_end(t);
}

static void
tell_proposed_step(struct tell *t, const struct thread_step *s, size_t n)
{
	tell_map(t, "step");
	tell_number(t, "n", (int64_t)n);
	tell_string(t, "kind", thread_word(s->kind));
	tell_string(t, "day", s->day);
	tell_string(t, "submission", s->submission);
	tell_string(t, "case", s->casefile);
	tell_string(t, "member", s->member);
	tell_string(t, "subject", s->subject);
	tell_said(t, "reason", tongue(), s->reason);
	tell_line(t,
	    "thread {n}: {kind}, {day}, submission {submission}, case {case}: {subject}; {reason} (proposed)\n");
	tell_end(t);
}

static void
tell_thread(struct tell *t, const struct case_evidence *e)
{
	size_t i;

	tell_map(t, "thread");
	tell_list(t, "ruled");
	for (i = 0; i < e->ruled_step_count; i++)
		tell_ruled_step(t, &e->ruled_steps[i]);
	tell_end(t);
	tell_list(t, "proposed");
	for (i = 0; i < e->thread_count; i++)
		tell_proposed_step(t, &e->thread[i], i + 1);
	tell_end(t);
	tell_end(t);
}

void
tell_second(struct tell *t, const char *second)
{
	static const char confirmed[] = "confirmed by ";
	size_t len = sizeof(confirmed) - 1;

	tell_string(t, "second", second);
	if (second != NULL && strncmp(second, confirmed, len) == 0)
		tell_phrase(t, "second", "confirmed by %s", second + len);
	else if (second != NULL)
		tell_phrase(t, "second", "%s", tongue_form(second));
}

static void
tell_rulings(struct tell *t, const struct case_evidence *e)
{
	const struct case_ruling *r;
	size_t i;

	tell_list(t, "rulings");
	for (i = 0; i < e->ruling_count; i++) {
		r = &e->rulings[i];
		tell_map(t, "ruling");
		tell_string(t, "analyst", r->analyst);
		tell_string(t, "at", r->at);
		tell_string(t, "class", r->class);
		tell_string(t, "release", r->release);
		tell_string(t, "harmless", r->harmless);
		if (r->harmless != NULL)
			tell_phrase(t, "harmless", "%s",
			    say(strcmp(r->harmless, "yes") == 0 ? SAY_CARD_YES
								: SAY_CARD_NO,
				tongue()));
		tell_string(t, "title", r->title);
		tell_string(t, "merge", r->merge);
		tell_string(t, "techniques", r->techniques);
		tell_string(t, "reason", r->reason);
		tell_second(t, r->second);
		tell_number(t, "about", r->about);
		tell_string(t, "for", r->readers);
		tell_line(t,
		    "ruling by {analyst} at {at}: class {class}, release {release}[, harmless {harmless}], title {title}, merge {merge}[, techniques {techniques}]; {reason}; {second}; about {about} submissions, for {for}\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_items(struct tell *t, const struct case_evidence *e)
{
	size_t i;

	tell_list(t, "items");
	for (i = 0; i < e->item_count; i++) {
		tell_map(t, "item");
		tell_string(t, "id", e->items[i].id);
		tell_string(t, "first-shared", e->items[i].first_shared);
		tell_string(t, "retracted", e->items[i].retracted);
		if (e->items[i].superseded)
			tell_string(t, "state", life_word(LIFE_SUPERSEDED));
		tell_line(t,
		    "item {id}, first shared {first-shared}[, retracted {retracted}][, {state}]\n");
		tell_end(t);
	}
	tell_end(t);
}

void
tell_case(struct tell *t, const struct case_evidence *e)
{
	tell_map(t, "case");
	tell_head(t, e);
	tell_submissions(t, e);
	tell_keys(t, e->keys, e->key_count, "key ");
	tell_nearest(t, e);
	tell_related(t, e);
	tell_campaign(t, e);
	tell_matrix(t, &e->matrix);
	tell_thread(t, e);
	tell_rulings(t, e);
	tell_items(t, e);
	tell_asked(t, e->asked, e->asked_count);
	tell_sightings(t, "sightings", e->sightings, e->sighting_count);
	tell_end(t);
}
