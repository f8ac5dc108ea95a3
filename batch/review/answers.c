#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/tell.h"
#include "batch/cases/casefile.h"
#include "batch/evidence/evidence.h"
#include "batch/evidence/tellcase.h"
#include "batch/evidence/wrote.h"
#include "batch/find/find.h"
#include "batch/find/tellfind.h"
#include "batch/find/wanted.h"
#include "batch/review/answers.h"
#include "batch/review/ask.h"
#include "batch/review/card.h"
#include "batch/review/docket.h"
#include "batch/review/gather.h"
#include "batch/review/handin.h"
#include "batch/review/pile.h"
#include "batch/review/refer.h"
#include "batch/review/rewrite.h"
#include "batch/review/showing.h"
#include "batch/review/sitting.h"
#include "batch/review/whole.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/package/package.h"
#include "formats/xml/xmlwrite.h"

/* Why the hub would not take the card as it was decided; NULL: it would. */
static const char *
fault_of(struct sitting *s, struct buf *xml)
{
	const struct package *p;
	const char *why = NULL;

	p = handin_read(s->h->arena, &s->signer, buf_str(xml), &why);
	return p == NULL ? why
			 : refer_fault(s->h, s->signer.analyst, s->lang, p);
}

/* What stands now of the card is shown as it will be signed; false: together
 * with what stood there it cannot be, and is taken back. */
static bool
note(struct sitting *s)
{
	struct buf b = { 0 };
	const char *why;
	struct xmlw x;
	size_t card;

	xmlw_begin(&x, &b);
	docket_put_card(s->docket, s->at, &x);
	why = fault_of(s, &b);
	if (why == NULL) {
		sitting_say(SAY_REVIEW_NOTED, s->lang);
		sitting_show(s, &b);
	} else {
		sitting_say_of(s, SAY_REVIEW_EDIT_REFUSED, "why", why, NULL);
		docket_undo(s->docket, &card);
	}
	buf_free(&b);
	return why == NULL;
}

static struct pkg_ruling *
ruling(struct sitting *s)
{
	return docket_ruling(
	    s->docket, s->at, s->card->pile->casefile, s->readers);
}

/* What was typed behind the letter, or else what the question brings. */
static char *
more(struct sitting *s, char *rest, enum say question)
{
	rest += strspn(rest, " \t");
	if (*rest != '\0')
		return rest;
	rest = ask(s->h->arena, say(question, s->lang));
	return rest == NULL || *rest == '\0' ? NULL : rest;
}

static bool
is_second(const struct sitting *s)
{
	return s->card->pile->confirms != NULL;
}

static enum turn
second(struct sitting *s, bool approve)
{
	const struct pile_card *p = s->card->pile;
	struct pkg_confirm c = { .ruling = p->confirms, .approve = approve };

	if (p->truehit != NULL) {
		c.has_bytes = p->truehit->bytes != NULL &&
			      digest_parse(p->truehit->bytes, &c.bytes);
		if (!c.has_bytes) {
			sitting_say(SAY_REVIEW_NO_BYTES, s->lang);
			return TURN_STAY;
		}
	}
	docket_confirm(s->docket, s->at, &c);
	return note(s) ? TURN_NEXT : TURN_STAY;
}

static enum turn
release(struct sitting *s, int yes)
{
	if (is_second(s))
		return second(s, yes != 0);
	ruling(s)->release = yes;
	return note(s) ? TURN_NEXT : TURN_STAY;
}

static enum turn
approve(struct sitting *s, char *rest)
{
	(void)rest;
	return release(s, 1);
}

static enum turn
hold(struct sitting *s, char *rest)
{
	(void)rest;
	return release(s, 0);
}

/* By its word, or a letter of it. */
static bool
class_of(const char *word, enum class *out)
{
	static const char letters[] = "tbpesou";
	static const enum class classes[] = { CLASS_TARGETED, CLASS_BULK,
		CLASS_PHISHING, CLASS_BEC, CLASS_SCAN, CLASS_OTHER,
		CLASS_UNDECIDED };
	const char *at;

	if (class_parse(word, out))
		return true;
	at = word[0] != '\0' && word[1] == '\0' ? strchr(letters, word[0])
						: NULL;
	if (at != NULL)
		*out = classes[at - letters];
	return at != NULL;
}

static enum turn
classify(struct sitting *s, char *rest)
{
	enum class c = s->card->evidence->proposed.class;
	char *word = rest + strspn(rest, " \t");

	if (*word == '\0')
		word = ask(
		    s->h->arena, say_of(s->h->arena, SAY_REVIEW_CLASS, s->lang,
				     "class", class_word(c), NULL));
	if (word == NULL)
		return TURN_END;
	if (*word != '\0' && !class_of(word, &c)) {
		sitting_say(SAY_REVIEW_CLASS_UNKNOWN, s->lang);
		return TURN_STAY;
	}
	ruling(s)->class = (int)c;
	note(s);
	return TURN_STAY;
}

static enum turn
edit(struct sitting *s, char *rest)
{
	(void)rest;
	if (rewrite(s))
		note(s);
	return TURN_STAY;
}

static enum turn
merge(struct sitting *s, char *rest)
{
	const char *here = s->card->pile->casefile, *into;

	rest = more(s, rest, SAY_REVIEW_MERGE);
	if (rest == NULL)
		return TURN_STAY;
	into = valid_case(rest) &&
		       db_one(s->h->db, SQL_CASE_EXISTS, 0, "t", rest) != 0
		   ? casefile_resolve(s->h->db, s->h->arena, rest)
		   : here;
	if (strcmp(into, here) == 0) {
		sitting_say_of(s, SAY_REVIEW_MERGE_UNKNOWN, "case", rest, NULL);
		return TURN_STAY;
	}
	ruling(s)->merge_into = into;
	note(s);
	return TURN_STAY;
}

/* The submission of a number on the card; NULL: there is none. */
static const struct case_submission *
numbered(const struct sitting *s, const char *word)
{
	const struct case_evidence *e = s->card->evidence;
	char *end;
	long n;

	if (word == NULL)
		return NULL;
	n = strtol(word, &end, 10);
	return *end != '\0' || n < 1 || (size_t)n > e->submission_count
		   ? NULL
		   : &e->submissions[n - 1];
}

static const char *
count_of(struct sitting *s)
{
	return arena_printf(
	    s->h->arena, "%zu", s->card->evidence->submission_count);
}

static bool
has(const char **list, size_t count, const char *id)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], id) == 0)
			return true;
	return false;
}

static enum turn
split(struct sitting *s, char *rest)
{
	const struct case_submission *x;
	const char **off = NULL;
	struct pkg_ruling *r;
	size_t count = 0;
	bool known = true;
	char *word;

	rest = more(s, rest, SAY_REVIEW_SPLIT);
	if (rest == NULL)
		return TURN_STAY;
	while (known && (word = ask_word(&rest)) != NULL) {
		x = numbered(s, word);
		known = x != NULL;
		if (known && !has(off, count, x->id))
			arena_push_str(s->h->arena, &off, &count, x->id);
	}
	if (!known || count == s->card->evidence->submission_count) {
		sitting_say_of(
		    s, SAY_REVIEW_SPLIT_UNKNOWN, "count", count_of(s), NULL);
		return TURN_STAY;
	}
	r = ruling(s);
	r->split = off;
	r->split_count = count;
	note(s);
	return TURN_STAY;
}

static bool
read_step(const struct sitting *s, char *line, struct pkg_step *out)
{
	const struct case_submission *x = numbered(s, ask_word(&line));
	const char *kind = ask_word(&line);

	if (x == NULL || kind == NULL || !step_parse(kind, &out->kind))
		return false;
	out->submission = x->id;
	out->text = line + strspn(line, " \t");
	return *out->text != '\0';
}

static enum turn
thread(struct sitting *s, char *rest)
{
	struct pkg_step *steps = NULL, step;
	struct arena *a = s->h->arena;
	struct pkg_ruling *r;
	size_t count = 0;

	(void)rest;
	sitting_say(SAY_REVIEW_THREAD, s->lang);
	for (;;) {
		rest = ask(a, say_of(a, SAY_REVIEW_THREAD_PROMPT, s->lang, "n",
				  arena_printf(a, "%zu", count + 1), NULL));
		if (rest == NULL || *rest == '\0')
			break;
		step = (struct pkg_step){ .at = 0 };
		if (read_step(s, rest, &step))
			*(struct pkg_step *)arena_push(
			    a, &steps, &count, sizeof(step)) = step;
		else
			sitting_say_of(s, SAY_REVIEW_THREAD_UNKNOWN, "count",
			    count_of(s), NULL);
	}
	if (count == 0)
		return TURN_STAY;
	r = ruling(s);
	r->steps = steps;
	r->step_count = count;
	note(s);
	return TURN_STAY;
}

static enum turn
reply(struct sitting *s, char *rest)
{
	const struct case_submission *x;
	const char *word;

	rest = more(s, rest, SAY_REVIEW_ANSWER);
	if (rest == NULL)
		return TURN_STAY;
	word = ask_word(&rest);
	x = numbered(s, word);
	if (x == NULL || !x->wrote->asks) {
		sitting_say_of(s, SAY_REVIEW_ANSWER_UNKNOWN, "n", word, NULL);
		return TURN_STAY;
	}
	rest = more(s, rest, SAY_REVIEW_ANSWER_TEXT);
	if (rest == NULL)
		return TURN_STAY;
	docket_answer(s->docket, s->at, x->id, rest);
	note(s);
	return TURN_STAY;
}

static enum turn
whole(struct sitting *s, char *rest)
{
	const struct case_submission *x;

	rest = more(s, rest, SAY_REVIEW_WHOLE);
	if (rest == NULL)
		return TURN_STAY;
	x = numbered(s, ask_word(&rest));
	if (x == NULL)
		sitting_say_of(
		    s, SAY_REVIEW_WHOLE_UNKNOWN, "count", count_of(s), NULL);
	else if (whole_ask(s, x))
		note(s);
	return TURN_STAY;
}

static enum turn
gather(struct sitting *s, char *rest)
{
	if (gather_ask(s, rest))
		note(s);
	return TURN_STAY;
}

static enum turn
seek(struct sitting *s, char *rest)
{
	struct find_answer found;
	struct wanted w;
	const char *words;
	struct tell *t;

	words = more(s, rest, SAY_REVIEW_FIND);
	if (words == NULL || !wanted_read(s->h->arena, &words, 1, &w) ||
	    *w.words == '\0')
		return TURN_STAY;
	find_all(s->h, &w, &found);
	if (found.count == 0) {
		sitting_say(SAY_REVIEW_FOUND_NOTHING, s->lang);
		return TURN_STAY;
	}
	t = tell_text();
	tell_found(t, &w, &found);
	showing_tell(s, t);
	return TURN_STAY;
}

static enum turn
look(struct sitting *s, char *rest)
{
	struct tell *t = tell_text();

	(void)rest;
	if (s->card->evidence == NULL)
		card_tell(t, s->h, s->card, s->lang, 0);
	else
		tell_case(t, s->card->evidence);
	showing_tell(s, t);
	return TURN_STAY;
}

static enum turn
again(struct sitting *s, char *rest)
{
	char *answer = showing_again(s);

	(void)rest;
	return answer == NULL ? TURN_STAY : answers_take(s, answer);
}

static enum turn
undo(struct sitting *s, char *rest)
{
	size_t card;

	(void)rest;
	if (!docket_undo(s->docket, &card)) {
		sitting_say(SAY_REVIEW_NOTHING_TO_UNDO, s->lang);
		return TURN_STAY;
	}
	sitting_say(SAY_REVIEW_UNDONE, s->lang);
	if (card == s->at)
		return TURN_STAY;
	s->at = card;
	return TURN_BACK;
}

static enum turn
skip_card(struct sitting *s, char *rest)
{
	(void)s;
	(void)rest;
	return TURN_NEXT;
}

static enum turn
quit(struct sitting *s, char *rest)
{
	(void)s;
	(void)rest;
	return TURN_END;
}

static enum turn help(struct sitting *s, char *rest);

static const struct {
	char letter;
	bool decides; /* wants somebody who signs */
	bool of_case; /* not of another's ruling */
	enum turn (*take)(struct sitting *s, char *rest);
	enum say help;
} answers[] = {
	{ 'a', true, false, approve, SAY_REVIEW_HELP_A },
	{ 'h', true, false, hold, SAY_REVIEW_HELP_H },
	{ 'c', true, true, classify, SAY_REVIEW_HELP_C },
	{ 'e', true, true, edit, SAY_REVIEW_HELP_E },
	{ 'm', true, true, merge, SAY_REVIEW_HELP_M },
	{ 's', true, true, split, SAY_REVIEW_HELP_S },
	{ 't', true, true, thread, SAY_REVIEW_HELP_T },
	{ 'r', true, true, reply, SAY_REVIEW_HELP_R },
	{ 'w', true, true, whole, SAY_REVIEW_HELP_W },
	{ 'g', true, true, gather, SAY_REVIEW_HELP_G },
	{ 'f', false, false, seek, SAY_REVIEW_HELP_F },
	{ 'v', false, false, look, SAY_REVIEW_HELP_V },
	{ 'p', false, false, again, SAY_REVIEW_HELP_P },
	{ 'u', false, false, undo, SAY_REVIEW_HELP_U },
	{ 'n', false, false, skip_card, SAY_REVIEW_HELP_N },
	{ 'q', false, false, quit, SAY_REVIEW_HELP_Q },
};

#define ANSWERS (sizeof(answers) / sizeof(answers[0]))

static bool
goes_here(const struct sitting *s, size_t i)
{
	return !answers[i].of_case || !is_second(s);
}

const char *
answers_letters(const struct sitting *s)
{
	struct buf b = { 0 };
	const char *out;
	size_t i;

	for (i = 0; i < ANSWERS; i++)
		if (goes_here(s, i))
			buf_printf(&b, "%c,", answers[i].letter);
	out = arena_printf(s->h->arena, "%s?", buf_str(&b));
	buf_free(&b);
	return out;
}

static enum turn
help(struct sitting *s, char *rest)
{
	size_t i;

	(void)rest;
	for (i = 0; i < ANSWERS; i++)
		if (goes_here(s, i))
			sitting_say(answers[i].help, s->lang);
	return TURN_STAY;
}

enum turn
answers_take(struct sitting *s, char *line)
{
	char *rest = line, *word = ask_word(&rest);
	size_t i;

	if (word == NULL)
		return TURN_STAY;
	if (strcmp(word, "?") == 0)
		return help(s, rest);
	for (i = 0; i < ANSWERS; i++) {
		if (word[0] != answers[i].letter || word[1] != '\0')
			continue;
		if (answers[i].decides && s->cannot != NULL) {
			sitting_say_of(
			    s, SAY_REVIEW_READ_ONLY, "why", s->cannot, NULL);
			return TURN_STAY;
		}
		if (!goes_here(s, i)) {
			sitting_say(SAY_REVIEW_NOT_HERE, s->lang);
			return TURN_STAY;
		}
		return answers[i].take(s, rest);
	}
	sitting_say_of(s, SAY_REVIEW_UNKNOWN, "answer", word, NULL);
	return TURN_STAY;
}
