#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "batch/review/ask.h"
#include "batch/review/docket.h"
#include "batch/review/handin.h"
#include "batch/review/showing.h"
#include "batch/review/sitting.h"
#include "batch/review/whom.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/xml/xmlwrite.h"

/* More than a text takes. */
#define VALUES 8

static const char *
last_run(struct hub *h)
{
	const char *run = NULL;
	struct stmt *s;

	s = db_query(h->db, SQL_REVIEW_LAST_RUN, "");
	if (db_row(s)) {
		run = db_textdup(s, 0, h->arena);
		db_end(s);
	}
	return run;
}

void
sitting_open(struct sitting *s, struct hub *h, enum lang lang,
    const char *homedir, const char *analyst)
{
	const char *run;

	*s = (struct sitting){ .h = h, .lang = lang };
	s->desk = whom_open(h);
	run = last_run(h);
	s->docket = docket_new(h->arena, run);
	if (run == NULL) {
		s->cannot = say(SAY_REVIEW_NO_RUN, lang);
		return;
	}
	if (!signer_find(h, homedir, analyst, lang, &s->signer, &s->cannot))
		return;
	if (faccessat(h->dir, "inbox", W_OK | X_OK, 0) == -1)
		s->cannot = say_of(
		    h->arena, SAY_REVIEW_KEY_INBOX, lang, "hub", h->path, NULL);
}

void
sitting_close(struct sitting *s)
{
	whom_close(s->desk);
}

void
sitting_say(enum say what, enum lang l)
{
	showing_lines(0, say(what, l));
}

void
sitting_say_of(struct sitting *s, enum say what, ...)
{
	struct say_value v[VALUES];
	const char *name, *text;
	struct arena *a = arena_new();
	size_t n = 0;
	va_list ap;

	va_start(ap, what);
	while (n < VALUES && (name = va_arg(ap, const char *)) != NULL) {
		text = va_arg(ap, const char *);
		v[n++] = (struct say_value){ name,
			text_escape(a, text, strlen(text), SIZE_MAX) };
	}
	va_end(ap);
	showing_lines(0, say_with(a, what, s->lang, v, n));
	arena_free(a);
}

void
sitting_show(struct sitting *s, struct buf *xml)
{
	struct arena *a = arena_new();
	const char *line = buf_str(xml);
	struct buf b = { 0 };
	size_t len;

	(void)s;
	for (; *line != '\0'; line += len + (line[len] != '\0')) {
		len = strcspn(line, "\n");
		buf_printf(&b, "%s\n", text_escape(a, line, len, SIZE_MAX));
	}
	showing_lines(2, buf_str(&b));
	buf_free(&b);
	arena_free(a);
}

static void
show_all(struct sitting *s)
{
	struct buf b = { 0 };
	struct xmlw x;

	xmlw_begin(&x, &b);
	docket_put(s->docket, &x);
	sitting_say_of(
	    s, SAY_REVIEW_END_SHOW, "analyst", s->signer.analyst, NULL);
	sitting_show(s, &b);
	buf_free(&b);
}

static bool
sign(struct sitting *s)
{
	const char *path, *why = "";

	path = handin(s->h, &s->signer, s->docket, &why);
	if (path == NULL)
		sitting_say_of(s, SAY_REVIEW_END_FAILED, "why", why, NULL);
	else
		sitting_say_of(s, SAY_REVIEW_END_DONE, "path",
		    arena_printf(s->h->arena, "%s/%s", s->h->path, path), NULL);
	s->failed = path == NULL;
	return !s->failed;
}

bool
sitting_end(struct sitting *s, bool sign_unasked)
{
	const char *answer = "y";

	if (docket_count(s->docket) == 0) {
		sitting_say(SAY_REVIEW_END_NOTHING, s->lang);
		return true;
	}
	show_all(s);
	for (;;) {
		if (!sign_unasked)
			answer =
			    ask(s->h->arena, say(SAY_REVIEW_END_ASK, s->lang));
		if (answer == NULL || *answer == 'd') {
			sitting_say(SAY_REVIEW_END_DROPPED, s->lang);
			return true;
		}
		if (*answer == 'u' && docket_undo(s->docket, &s->at))
			sitting_say(SAY_REVIEW_UNDONE, s->lang);
		if (*answer == 'n' || *answer == 'u')
			return false;
		if (*answer == 'y' && (sign(s) || sign_unasked))
			return true;
	}
}
