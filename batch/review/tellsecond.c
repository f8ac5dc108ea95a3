#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/base/tellsay.h"
#include "batch/evidence/asked.h"
#include "batch/review/pile.h"
#include "batch/review/tellchapter.h"
#include "batch/review/tellsecond.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/truehit.h"
#include "batch/store/chapter.h"
#include "batch/store/hub.h"

#define LEAD "    | "

static void
tell_word(struct tell *t, const char *name, const char *value)
{
	tell_string(t, name, value);
	if (value == NULL)
		return;
	tell_phrase(t, "what", "%s", name);
	tell_line(t, "  {what}\n");
	tellprose(t, value, LEAD, 0);
}

static void
tell_values(
    struct tell *t, const char *name, const char *const *list, size_t count)
{
	size_t i;

	tell_list(t, name);
	for (i = 0; i < count; i++) {
		tell_string(t, "value", list[i]);
		tellprose(t, list[i], LEAD, 0);
	}
	tell_end(t);
}

/* To whom it opens what. */
static void
tell_head(struct tell *t, const struct waiting_ruling *w)
{
	tell_word(t, "item", w->item);
	tell_word(t, "submission", w->submission);
	tell_word(t, "for", w->readers);
	tell_word(t, "class", w->class);
	tell_word(t, "grounds", w->grounds);
	tell_word(t, "release", w->release);
	tell_word(t, "retract", w->retract);
	tell_word(t, "quiet", w->quiet);
	tell_word(t, "grave", w->grave);
	tell_word(t, "harmless", w->harmless);
	tell_word(t, "merge", w->merge);
}

static void
tell_texts(struct tell *t, const struct waiting_ruling *w, enum lang lang)
{
	tell_word(t, "title", w->title);
	tell_word(t, "analysis", w->analysis);
	tell_word(t, "countermeasure", w->countermeasure);
	tell_word(t, "topic", w->topic);
	tell_word(t, "outline", w->outline);
	tell_word(t, "campaign", w->campaign);
	if (w->campaign != NULL && *w->campaign == '\0')
		tellprose(t, say(SAY_CARD_CAMPAIGN_NONE, lang), LEAD, 0);
	tell_word(t, "years", w->years);
	tell_word(t, "reason", w->reason);
}

static void
tell_ruling(struct tell *t, struct hub *h, const struct waiting_ruling *w,
    enum lang lang)
{
	const char **parts;
	size_t count;

	tell_map(t, "second");
	tell_string(t, "ruling", w->id);
	tell_string(t, "analyst", w->analyst);
	tellsay(t, 0, SAY_CARD_SECOND, lang);
	tell_head(t, w);
	tell_texts(t, w, lang);
	parts = foureyes_parts(h->db, h->arena, w, &count);
	tell_values(t, "parts", parts, count);
	tell_end(t);
}

static enum say
answer_say(const char *provider)
{
	if (provider == NULL)
		return SAY_CARD_TRUEHIT_OPEN;
	return strcmp(provider, "approve") == 0 ? SAY_CARD_YES : SAY_CARD_NO;
}

static void
tell_truehit(struct tell *t, const struct waiting_truehit *w, enum lang lang)
{
	tell_map(t, "truehit");
	tell_string(t, "ruling", w->ruling);
	tell_string(t, "analyst", w->analyst);
	tell_string(t, "submission", w->submission);
	tell_string(t, "bytes", w->bytes);
	tellsay(t, 0, SAY_CARD_SECOND, lang);
	tell_phrase(t, "answer", "%s", say(answer_say(w->provider), lang));
	tellsay(t, 2, SAY_CARD_TRUEHIT_PROVIDER, lang);
	if (w->bytes == NULL)
		tellsay(t, 2, SAY_CARD_TRUEHIT_NONE, lang);
	tellsay(t, 2, SAY_CARD_TRUEHIT_VALUES, lang);
	tell_values(t, "values", w->values, w->value_count);
	tell_end(t);
}

static void
tell_request(struct tell *t, const struct asked *q, enum lang lang)
{
	tell_map(t, "request");
	tell_string(t, "request", q->name);
	tell_string(t, "analyst", q->analyst);
	tellsay(t, 0, SAY_CARD_SECOND_REQUEST, lang);
	tell_word(t, "audience", q->audience);
	tell_word(t, "item", q->item);
	tell_word(t, "submission", q->submission);
	tell_word(t, "until", q->until);
	tell_word(t, "text", q->text);
	tell_end(t);
}

static void
tell_chapter(struct tell *t, const struct waiting_chapter *w, enum lang lang)
{
	tell_map(t, "chapter");
	tell_string(t, "chapter", w->name);
	tell_string(t, "analyst", w->analyst);
	tell_string(t, "period", w->period);
	tell_string(t, "after", w->after);
	tellsay(t, 0, SAY_CARD_SECOND_CHAPTER, lang);
	tellchapter(t, w);
	/* Elsewhere this stands in the XML escaped. */
	if (strstr(w->xml, "<image ") != NULL)
		tellsay(t, 0, SAY_CARD_SECOND_PICTURES, lang);
	tell_end(t);
}

void
tellsecond(
    struct tell *t, struct hub *h, const struct pile_card *p, enum lang lang)
{
	if (p->second != NULL)
		tell_ruling(t, h, p->second, lang);
	if (p->truehit != NULL)
		tell_truehit(t, p->truehit, lang);
	if (p->request != NULL)
		tell_request(t, p->request, lang);
	if (p->chapter != NULL)
		tell_chapter(t, p->chapter, lang);
}
