#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/base/tellsay.h"
#include "batch/review/tellwhom.h"
#include "batch/review/whom.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/item.h"

#define LEAD "    | "

static enum say
state_say(const struct whom *w)
{
	if (w->items != NULL)
		return SAY_CARD_WHOM_STATE_TOLD;
	if (w->due == 0)
		return SAY_CARD_WHOM_STATE_ASKS;
	if (w->item == NULL)
		return SAY_CARD_WHOM_STATE_NOTHING;
	return w->released ? SAY_CARD_WHOM_STATE_OUT : SAY_CARD_WHOM_STATE_HELD;
}

static void
tell_head(struct tell *t, const struct whom *w, enum lang lang)
{
	struct arena *a = arena_new();

	tell_string(t, "audience", w->to->id);
	tell_number(t, "readers", (int64_t)w->readers);
	tell_string(t, "items", w->items);
	tell_bool(t, "released", w->released);
	tell_string(t, "gate", w->gate);
	tell_string(t, "poison", w->poison);
	if (w->poison != NULL)
		tell_phrase(t, "poison", "%s", say_same(w->poison, lang));
	tell_bool(t, "barred", w->barred);
	tell_phrase(t, "state", "%s",
	    say_of(a, state_say(w), lang, "items",
		w->items == NULL ? "" : w->items, NULL));
	tellsay(t, 2, SAY_CARD_WHOM_TO, lang);
	if (w->gate != NULL)
		tellsay(t, 4, SAY_CARD_WHOM_GATE, lang);
	if (w->poison != NULL)
		tellsay(t, 4, SAY_CARD_WHOM_POISON, lang);
	if (w->barred)
		tellsay(t, 4, SAY_CARD_WHOM_BARRED, lang);
	arena_free(a);
}

static void
tell_parts(struct tell *t, const struct whom *w, enum lang lang, size_t most)
{
	static const enum say words[] = { [WHOM_DUE] = SAY_CARD_WHOM_DUE,
		[WHOM_PREVIEW] = SAY_CARD_WHOM_PREVIEW,
		[WHOM_RULING] = SAY_CARD_WHOM_RULING,
		[WHOM_GRAVE] = SAY_CARD_WHOM_GRAVE };
	const struct whom_part *p;
	size_t n = 0;

	tell_list(t, "parts");
	for (p = w->parts; p < w->parts + w->part_count; p++) {
		if (p->why > WHOM_GRAVE || (n++ >= most && most != 0))
			continue;
		tell_map(t, "part");
		tell_string(t, "submission", p->submission);
		tell_string(t, "member", p->member);
		tell_bool(t, "due", p->why == WHOM_DUE);
		tellsay(t, 4, words[p->why], lang);
		tell_end(t);
	}
	tell_end(t);
	tellsay_more(t, 4, SAY_CARD_MORE_LIKE_IT, lang, n, most);
}

static void
tell_fact(struct tell *t, const char *what, const char *value, bool shown)
{
	tell_map(t, "fact");
	tell_string(t, "type", what);
	tell_string(t, "value", value);
	if (shown && value != NULL) {
		tell_line(t, "    {type}\n");
		tellprose(t, value, LEAD, 0);
	}
	tell_end(t);
}

static void
tell_item(struct tell *t, const struct item *it, enum lang lang, size_t most,
    bool shown)
{
	struct arena *a = arena_new();
	struct item d = item_defanged(a, it);
	char hex[DIGEST_HEX];
	size_t i, n = 0;

	tell_string(t, "tlp", tlp_word(it->tlp));
	if (shown)
		tellsay(t, 4, SAY_CARD_WHOM_TELLS, lang);
	tell_list(t, "facts");
	tell_fact(t, "title", d.title, shown);
	for (i = 0; i < d.indicator_count; i++)
		tell_fact(t, ind_type_word(d.indicators[i].type),
		    d.indicators[i].value, shown && (most == 0 || n++ < most));
	for (i = 0; i < d.file_count; i++) {
		digest_hex(&d.files[i].sha256, hex);
		tell_fact(t, "sha256",
		    d.files[i].name == NULL
			? hex
			: arena_printf(a, "%s %s", hex, d.files[i].name),
		    shown && (most == 0 || n++ < most));
	}
	for (i = 0; i < d.observation_count; i++)
		tell_fact(t, "observation", d.observations[i].address,
		    shown && (most == 0 || n++ < most));
	tell_end(t);
	if (shown)
		tellsay_more(t, 4, SAY_CARD_MORE_VALUES, lang, n, most);
	arena_free(a);
}

/* Who before it would be told the very same; NULL: nobody. */
static const struct whom *
same_before(const struct whom *list, const struct whom *w)
{
	for (; list < w; list++)
		if (list->item != NULL && list->item->tlp == w->item->tlp &&
		    strcmp(list->tells, w->tells) == 0)
			return list;
	return NULL;
}

/* Among those of a list. */
static void
tell_to(struct tell *t, const struct whom *list, const struct whom *w,
    enum lang lang, size_t most)
{
	const struct whom *same = NULL;

	tell_map(t, "to");
	tell_head(t, w, lang);
	tell_parts(t, w, lang, most);
	if (w->item != NULL) {
		same = same_before(list, w);
		if (same != NULL) {
			tell_string(t, "tells-as", same->to->id);
			tellsay(t, 4, SAY_CARD_WHOM_SAME, lang);
		}
		tell_item(t, w->item, lang, most, same == NULL);
	}
	tell_end(t);
}

/* The audiences that do not get a part, and why: one line; whether there are
 * any. */
static bool
tell_withheld(struct tell *t, const struct whom *list, size_t count,
    size_t part, enum lang lang, bool shown)
{
	static const enum say words[] = { [WHOM_TERMS] =
					      SAY_CARD_WHOM_NOT_TERMS,
		[WHOM_NONE] = SAY_CARD_WHOM_NOT_NONE,
		[WHOM_WITHDRAWN] = SAY_CARD_WHOM_NOT_WITHDRAWN };
	struct arena *a = arena_new();
	const struct whom_part *p = NULL;
	const char *ids = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		if (list[i].parts[part].why <= WHOM_GRAVE)
			continue;
		p = &list[i].parts[part];
		ids = ids == NULL
			  ? list[i].to->id
			  : arena_printf(a, "%s %s", ids, list[i].to->id);
	}
	if (p != NULL && shown) {
		tell_map(t, "withheld");
		tell_string(t, "submission", p->submission);
		tell_string(t, "member", p->member);
		tell_string(t, "audiences", ids);
		tell_phrase(t, "why", "%s", say(words[p->why], lang));
		tellsay(t, 2, SAY_CARD_WHOM_WITHHELD, lang);
		tell_end(t);
	}
	arena_free(a);
	return p != NULL;
}

static bool
any_withheld(const struct whom *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i].due + list[i].may < list[i].part_count)
			return true;
	return false;
}

static bool
any_due(const struct whom *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i].due + list[i].may > 0)
			return true;
	return false;
}

void
tellwhom(struct tell *t, const struct whom *list, size_t count, enum lang lang,
    size_t most)
{
	size_t i, n = 0;

	tellsay(t, 0, SAY_CARD_WHOM, lang);
	tell_list(t, "whom");
	for (i = 0; i < count; i++)
		if (list[i].due + list[i].may > 0)
			tell_to(t, list, &list[i], lang, most);
	tell_end(t);
	if (!any_due(list, count))
		tellsay(t, 2, SAY_CARD_WHOM_NOBODY, lang);
	if (any_withheld(list, count))
		tellsay(t, 0, SAY_CARD_WHOM_NOT, lang);
	tell_list(t, "withheld");
	for (i = 0; count > 0 && i < list[0].part_count; i++)
		n += tell_withheld(
		    t, list, count, i, lang, most == 0 || n < most);
	tell_end(t);
	tellsay_more(t, 2, SAY_CARD_MORE_LIKE_IT, lang, n, most);
}
