#include <string.h>

#include "batch/review/ask.h"
#include "batch/review/card.h"
#include "batch/review/docket.h"
#include "batch/review/editor.h"
#include "batch/review/handin.h"
#include "batch/review/pile.h"
#include "batch/review/refer.h"
#include "batch/review/rewrite.h"
#include "batch/review/sitting.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"
#include "formats/package/rulingwrite.h"
#include "formats/xml/xmlwrite.h"

static void
put_help(struct buf *b, enum lang l)
{
	static const enum say lines[] = { SAY_REVIEW_EDIT_HELP,
		SAY_REVIEW_EDIT_ATTRIBUTES, SAY_REVIEW_EDIT_VALUES,
		SAY_REVIEW_EDIT_ELEMENTS, SAY_REVIEW_EDIT_OTHERS };
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		buf_printf(b, "<!-- %s -->\n", say(lines[i], l));
}

/* The ruling as it stands, or an open one for the card's audiences, below a few
 * words of help. */
static const char *
draft_of(struct sitting *s)
{
	const struct pkg_ruling *has = docket_has(s->docket, s->at);
	struct buf b = { 0 };
	struct xmlw x;
	const char *out;
	size_t card;

	put_help(&b, s->lang);
	xmlw_begin(&x, &b);
	if (has == NULL) {
		rulingwrite(&x, docket_ruling(s->docket, s->at,
				    s->card->pile->casefile, s->readers));
		docket_undo(s->docket, &card);
	} else {
		rulingwrite(&x, has);
	}
	out = arena_strdup(s->h->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Whether nothing is left of it but comments and blanks. */
static bool
is_blank(const char *text)
{
	const char *end;

	for (;;) {
		text += strspn(text, " \t\r\n");
		if (strncmp(text, "<!--", 4) != 0)
			return *text == '\0';
		end = strstr(text, "-->");
		if (end == NULL)
			return false;
		text = end + 3;
	}
}

/* The one ruling in it; NULL and why. */
static const struct pkg_ruling *
read_ruling(struct sitting *s, const char *text, const char **why)
{
	const char *here = s->card->pile->casefile;
	const struct package *p;

	p = handin_read(s->h->arena, &s->signer, text, why);
	if (p == NULL)
		return NULL;
	if (p->ruling_count != 1 || p->confirm_count + p->submission_count +
					    p->request_count +
					    p->chapter_count >
					0) {
		*why = say(SAY_REVIEW_EDIT_ONE, s->lang);
		return NULL;
	}
	if (p->rulings[0].case_id == NULL ||
	    strcmp(p->rulings[0].case_id, here) != 0) {
		*why = say_of(s->h->arena, SAY_REVIEW_EDIT_OTHER, s->lang,
		    "case", here, NULL);
		return NULL;
	}
	*why = refer_fault(s->h, s->signer.analyst, s->lang, p);
	return *why == NULL ? &p->rulings[0] : NULL;
}

/* Whether he wants it once more. */
static bool
again(struct sitting *s, const char *why)
{
	const char *answer;

	sitting_say_of(s, SAY_REVIEW_EDIT_REFUSED, "why", why, NULL);
	answer = ask(s->h->arena, say(SAY_REVIEW_EDIT_AGAIN, s->lang));
	return answer != NULL && *answer == 'y';
}

bool
rewrite(struct sitting *s)
{
	const char *text = draft_of(s), *edited, *why = "";
	const struct pkg_ruling *r;
	char err[256];

	for (;;) {
		edited = editor_edit(s->h->arena, text, err, sizeof(err));
		why = err;
		if (edited != NULL) {
			text = edited;
			if (is_blank(text)) {
				docket_replace(s->docket, s->at, NULL, "");
				return true;
			}
			r = read_ruling(s, text, &why);
			if (r != NULL) {
				docket_replace(s->docket, s->at, r, s->readers);
				return true;
			}
		}
		if (!again(s, why))
			return false;
	}
}
