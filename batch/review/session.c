#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/tell.h"
#include "batch/member/wholefile.h"
#include "batch/review/answers.h"
#include "batch/review/ask.h"
#include "batch/review/card.h"
#include "batch/review/docket.h"
#include "batch/review/handin.h"
#include "batch/review/pile.h"
#include "batch/review/refer.h"
#include "batch/review/session.h"
#include "batch/review/showing.h"
#include "batch/review/sitting.h"
#include "batch/review/whom.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"

/* Of a long text a card shows its beginning; v shows all. */
#define CARD_LINES 12

static const char *
number(struct sitting *s, size_t n)
{
	return arena_printf(s->h->arena, "%zu", n);
}

static void
lay_open(struct sitting *s)
{
	struct tell *t = tell_text();

	s->card = card_of(s->h, s->desk, &s->pile[s->at], s->at + 1, s->count);
	s->readers = s->card->pile->casefile == NULL
			 ? ""
			 : whom_readers(s->desk, s->card->pile->casefile);
	card_tell(t, s->h, s->card, s->lang, CARD_LINES);
	putchar('\n');
	showing_tell(s, t);
}

static enum turn
answer_card(struct sitting *s)
{
	struct arena *a = s->h->arena;
	const char *prompt;
	enum turn turn;
	char *line;

	prompt = say_of(a, SAY_REVIEW_PROMPT, s->lang, "name",
	    s->pile[s->at].name, "n", number(s, s->at + 1), "of",
	    number(s, s->count), "answers", answers_letters(s), NULL);
	do {
		line = ask(a, prompt);
		turn = line == NULL ? TURN_END : answers_take(s, line);
	} while (turn == TURN_STAY);
	return turn;
}

/* Through the pile, from the card that lies on top. */
static void
go_through(struct sitting *s)
{
	enum turn turn;

	while (s->at < s->count) {
		lay_open(s);
		turn = answer_card(s);
		if (turn == TURN_END)
			return;
		if (turn == TURN_NEXT)
			s->at++;
	}
}

static void
say_begin(struct sitting *s)
{
	if (s->cannot != NULL)
		sitting_say_of(s, SAY_REVIEW_READ_ONLY, "why", s->cannot, NULL);
	else
		sitting_say_of(s, SAY_REVIEW_BEGIN, "cards",
		    number(s, s->count), "analyst", s->signer.analyst, "key",
		    s->signer.key, NULL);
}

int
session_cards(struct sitting *s)
{
	s->pile = pile_of(s->h, s->signer.analyst, &s->count);
	if (s->count == 0) {
		sitting_say(SAY_REVIEW_NONE, s->lang);
		return 0;
	}
	say_begin(s);
	ask_heed();
	for (;;) {
		go_through(s);
		if (sitting_end(s, false))
			return s->failed ? EX_UNAVAILABLE : 0;
		if (s->at == s->count)
			s->at--;
	}
}

static const char *
readers_of(void *by, const char *casefile)
{
	struct sitting *s = by;

	return whom_readers(s->desk, casefile);
}

static bool
is_decisions(const struct package *p)
{
	return p->submission_count + p->sighting_count + p->consent_count +
		   p->ack_count + p->withdrawal_count + p->request_count +
		   p->chapter_count ==
	       0;
}

int
session_file(struct sitting *s, const char *path, bool unasked)
{
	struct buf b = { 0 };
	const struct package *p;
	const char *why = NULL;

	if (s->cannot != NULL) {
		sitting_say_of(
		    s, SAY_REVIEW_END_FAILED, "why", s->cannot, NULL);
		return EX_UNAVAILABLE;
	}
	wholefile_read(path, &b);
	p = handin_read(s->h->arena, &s->signer, buf_str(&b), &why);
	buf_free(&b);
	if (p != NULL && !is_decisions(p))
		why = say(SAY_REVIEW_FILE_OTHER, s->lang);
	else if (p != NULL)
		why = refer_fault(s->h, s->signer.analyst, s->lang, p);
	if (why != NULL) {
		sitting_say_of(
		    s, SAY_REVIEW_FILE_REFUSED, "file", path, "why", why, NULL);
		return EX_DATAERR;
	}
	docket_take(s->docket, p, readers_of, s);
	if (!sitting_end(s, unasked))
		sitting_say(SAY_REVIEW_END_DROPPED, s->lang);
	return s->failed ? EX_UNAVAILABLE : 0;
}
