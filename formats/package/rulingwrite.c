#include <stdbool.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/utc.h"
#include "formats/base/valid.h"
#include "formats/indicators/observable.h"
#include "formats/package/package.h"
#include "formats/package/packagewords.h"
#include "formats/package/rulingwrite.h"
#include "formats/xml/xmlwrite.h"

static const char *
yes_no(int said)
{
	return said == -1 ? NULL : said ? "yes" : "no";
}

/* Who edits it sees its lines. */
static void
put_lines(struct xmlw *x, const char *text)
{
	struct arena *a = arena_new();
	size_t len;

	for (;;) {
		len = strcspn(text, "\n");
		xmlw_text(x, arena_strndup(a, text, len));
		if (text[len] == '\0')
			break;
		xmlw_blank(x, "\n");
		text += len + 1;
	}
	arena_free(a);
}

static void
put_text(struct xmlw *x, const char *name, const char *text)
{
	if (text == NULL)
		return;
	xmlw_blank(x, "\n  ");
	xmlw_start(x, name);
	put_lines(x, text);
	xmlw_end(x);
}

static void
put_reference(
    struct xmlw *x, const char *element, const char *name, const char *value)
{
	if (value == NULL)
		return;
	xmlw_blank(x, "\n  ");
	xmlw_start(x, element);
	xmlw_attr(x, name, value);
	xmlw_end(x);
}

static void
put_readers(struct xmlw *x, const struct pkg_ruling *r)
{
	struct buf all = { 0 };
	size_t i;

	for (i = 0; i < r->reader_count; i++)
		buf_printf(&all, "%s%s", i == 0 ? "" : " ", r->readers[i]);
	if (r->for_all || r->reader_count > 0)
		xmlw_attr(x, "for", r->for_all ? "all" : buf_str(&all));
	buf_free(&all);
}

static void
put_attributes(struct xmlw *x, const struct pkg_ruling *r)
{
	xmlw_attr(x, "case", r->case_id);
	xmlw_attr(x, "item", r->item);
	xmlw_attr(x, "submission", r->submission);
	xmlw_attr(x, "as-of", r->as_of);
	put_readers(x, r);
	xmlw_attr(x, "class",
	    r->class == -1 ? NULL : class_word((enum class)r->class));
	xmlw_attr(x, "grounds", r->grounds);
	xmlw_attr(x, "grave", yes_no(r->grave));
	xmlw_attr(x, "release", yes_no(r->release));
	xmlw_attr(x, "retract", yes_no(r->retract));
	xmlw_attr(x, "harmless", yes_no(r->harmless));
	xmlw_attr(x, "quiet", r->quiet ? "yes" : NULL);
}

/* The years stand as FROM-UNTIL, and either may be empty. */
static void
put_years(struct xmlw *x, const char *years)
{
	size_t from = strcspn(years, "-");
	struct arena *a = arena_new();

	if (from > 0)
		xmlw_attr(x, "from", arena_strndup(a, years, from));
	if (years[from] == '-' && years[from + 1] != '\0')
		xmlw_attr(x, "until", years + from + 1);
	arena_free(a);
}

/* One without a name says something too. */
static void
put_campaign(struct xmlw *x, const struct pkg_ruling *r)
{
	if (r->campaign == NULL)
		return;
	xmlw_blank(x, "\n  ");
	xmlw_start(x, "campaign");
	if (r->campaign_years != NULL)
		put_years(x, r->campaign_years);
	put_lines(x, r->campaign);
	xmlw_end(x);
}

static void
put_truehit(struct xmlw *x, const struct pkg_ruling *r)
{
	size_t i;

	if (r->truehit == NULL)
		return;
	xmlw_blank(x, "\n  ");
	xmlw_start(x, "truehit");
	xmlw_attr(x, "submission", r->truehit);
	for (i = 0; i < r->fact_count; i++) {
		xmlw_start(x, "fact");
		xmlw_attr(x, "type", ind_type_word(r->facts[i].type));
		xmlw_text(x, r->facts[i].value);
		xmlw_end(x);
	}
	xmlw_end(x);
}

static void
put_step(struct xmlw *x, const struct pkg_step *s)
{
	char at[UTC_TEXT];

	xmlw_blank(x, "\n    ");
	xmlw_start(x, "step");
	xmlw_attr(x, "kind", step_word(s->kind));
	xmlw_attr(x, "submission", s->submission);
	if (s->at != 0) {
		utc_text(s->at, at);
		xmlw_attr(x, "at", at);
	}
	put_lines(x, s->text == NULL ? "" : s->text);
	xmlw_end(x);
}

static void
put_thread(struct xmlw *x, const struct pkg_ruling *r)
{
	size_t i;

	if (r->step_count == 0)
		return;
	xmlw_blank(x, "\n  ");
	xmlw_start(x, "thread");
	for (i = 0; i < r->step_count; i++)
		put_step(x, &r->steps[i]);
	xmlw_blank(x, "\n  ");
	xmlw_end(x);
}

void
rulingwrite(struct xmlw *x, const struct pkg_ruling *r)
{
	size_t i;

	xmlw_start(x, "ruling");
	put_attributes(x, r);
	put_text(x, "title", r->title);
	put_text(x, "analysis", r->analysis);
	put_text(x, "countermeasure", r->countermeasure);
	put_text(x, "topic", r->topic);
	put_text(x, "outline", r->outline);
	put_campaign(x, r);
	for (i = 0; i < r->technique_count; i++)
		put_text(x, "technique", r->techniques[i]);
	put_text(x, "answer", r->answer);
	for (i = 0; i < r->redact_count; i++)
		put_text(x, "redact", r->redact[i]);
	put_reference(x, "merge", "into", r->merge_into);
	for (i = 0; i < r->split_count; i++)
		put_reference(x, "split", "submission", r->split[i]);
	put_truehit(x, r);
	put_thread(x, r);
	put_text(x, "reason", r->reason);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
rulingwrite_confirm(struct xmlw *x, const struct pkg_confirm *c)
{
	char hex[DIGEST_HEX];

	xmlw_start(x, "confirm");
	if (valid_chapter(c->ruling))
		xmlw_attr(x, "chapter", strchr(c->ruling, '/') + 1);
	else
		xmlw_attr(x, valid_request(c->ruling) ? "request" : "ruling",
		    c->ruling);
	xmlw_attr(x, "decision", c->approve ? "approve" : "refuse");
	if (c->has_bytes) {
		digest_hex(&c->bytes, hex);
		xmlw_attr(x, "bytes", hex);
	}
	xmlw_end(x);
	xmlw_blank(x, "\n");
}
