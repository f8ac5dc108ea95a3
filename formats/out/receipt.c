#include <inttypes.h>
#include <string.h>

#include "formats/base/say.h"
#include "formats/base/utc.h"
#include "formats/out/receipt.h"
#include "formats/out/refusal.h"
#include "formats/out/unread.h"
#include "formats/xml/xmlwrite.h"

/* What it means, and what to do, in one text. */
static void
put_refused(struct xmlw *x, enum lang l, const struct reason_entry *e)
{
	xmlw_text(x, l == LANG_JA ? e->means_ja : e->means_en);
	xmlw_text(x, l == LANG_JA ? "" : " ");
	xmlw_text(x, l == LANG_JA ? e->advice_ja : e->advice_en);
}

static void
put_text(struct xmlw *x, enum lang l, const struct receipt *r)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "text");
	xmlw_attr(x, "xml:lang", lang_word(l));
	if (r->reason != REASON_NONE)
		put_refused(x, l, reason_entry(r->reason));
	else if (strcmp(r->state, "duplicate") == 0)
		xmlw_text(x, say(SAY_RECEIPT_DUPLICATE, l));
	else
		xmlw_text(x, say(SAY_RECEIPT_ACCEPTED, l));
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_head(struct xmlw *x, const struct receipt *r)
{
	char at[UTC_TEXT];

	utc_text(r->at, at);
	xmlw_attr(x, "package", r->sha256);
	xmlw_attr(x, "id", r->package_id);
	xmlw_attr(x, "file", r->file);
	xmlw_attr(x, "state", r->state);
	if (r->reason != REASON_NONE)
		xmlw_attr(x, "reason", reason_word(r->reason));
	xmlw_attr(x, "at", at);
	xmlw_blank(x, "\n");
}

static void
put_submissions(struct xmlw *x, const struct receipt *r)
{
	size_t i;

	for (i = 0; i < r->submission_count; i++) {
		xmlw_blank(x, "  ");
		xmlw_start(x, "submission");
		xmlw_attr(x, "id", r->submissions[i].id);
		xmlw_attr(x, "title", r->submissions[i].title);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

/* How much of a list. */
static void
put_list(struct xmlw *x, const struct unread *u)
{
	if (u->why == NULL)
		return;
	xmlw_attrf(x, "taken", "%" PRId64, u->taken);
	xmlw_attrf(x, "left", "%" PRId64, u->left);
	if (*u->why != '\0')
		xmlw_attr(x, "why", u->why);
	if (*u->places != '\0')
		xmlw_attr(x, "places", u->places);
}

static void
put_unread(struct xmlw *x, const struct unread *u)
{
	enum lang l;

	xmlw_blank(x, "  ");
	xmlw_start(x, "unread");
	xmlw_attr(x, "submission", u->submission);
	xmlw_attr(x, "path", u->path);
	xmlw_attr(x, "name", u->name);
	xmlw_attr(x, "read", unread_extent(u));
	xmlw_attr(x, "reason", unread_reason_word(u->reason));
	put_list(x, u);
	xmlw_blank(x, "\n");
	for (l = 0; l < LANGS; l++) {
		xmlw_blank(x, "    ");
		xmlw_start(x, "text");
		xmlw_attr(x, "xml:lang", lang_word(l));
		xmlw_text(x, unread_text(u->reason, l));
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
	xmlw_blank(x, "  ");
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
receipt_put(struct xmlw *x, const struct receipt *r)
{
	enum lang l;
	size_t i;

	xmlw_start(x, "receipt");
	put_head(x, r);
	for (l = 0; l < LANGS; l++)
		put_text(x, l, r);
	if (r->reason != REASON_NONE)
		refusal_put_detail(x, r->detail);
	put_submissions(x, r);
	for (i = 0; i < r->unread_count; i++)
		put_unread(x, &r->unread[i]);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}
