#include "batch/find/tellfind.h"
#include "batch/base/tell.h"
#include "batch/base/tongue.h"
#include "batch/find/find.h"
#include "batch/find/wanted.h"
#include "formats/base/say.h"

static const enum say kinds[] = {
	[FIND_VALUE] = SAY_FIND_VALUE,
	[FIND_FILE] = SAY_FIND_FILE,
	[FIND_TEXT] = SAY_FIND_TEXT,
};

static const struct {
	const char *word, *text;
} hows[] = {
	[FIND_TELLS] = { "tells", "told by" },
	[FIND_TOLD_BEFORE] = { "told", "told by an earlier edition of" },
	[FIND_BEHIND] = { "behind", "its submission stands behind" },
};

static void
tell_source(struct tell *t, enum find_kind kind, const struct find_source *s)
{
	tell_map(t, "source");
	tell_string(t, "submission", s->submission);
	tell_string(t, "case", s->casefile);
	tell_string(t, "member", s->member);
	tell_string(t, "package", s->package);
	tell_string(t, "run", s->run);
	tell_string(t, "day", s->day);
	tell_string(t, "role", s->role);
	tell_string(t, kind == FIND_FILE ? "name" : "stated", s->how);
	tell_bool(t, "withdrawn", s->withdrawn);
	if (s->withdrawn)
		tell_phrase(t, "gone", "withdrawn");
	tell_line(t,
	    "  from {member} on {day}, submission {submission}[, {gone}]\n    case {case}[, role {role}][, in: {stated}][, called {name}]\n    run {run}, package {package}\n");
	tell_end(t);
}

static void
tell_sources(struct tell *t, const struct find_hit *h)
{
	size_t i;

	tell_list(t, "sources");
	for (i = 0; i < h->source_count; i++)
		tell_source(t, h->kind, &h->sources[i]);
	tell_end(t);
}

static void
tell_editions(struct tell *t, const struct find_item *it)
{
	const struct find_edition *e;

	tell_list(t, "editions");
	for (e = it->editions; e < it->editions + it->edition_count; e++) {
		tell_map(t, "edition");
		tell_number(t, "edition", e->edition);
		tell_string(t, "bundle", e->bundle);
		tell_string(t, "day", e->day);
		tell_string(t, "state", e->state);
		tell_string(t, "by", e->by);
		tell_line(t,
		    "    edition {edition} in bundle {bundle} on {day}: {state}[ by {by}]\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_silent_readers(struct tell *t, const struct find_item *it)
{
	size_t i;

	tell_list(t, "unacknowledged");
	for (i = 0; i < it->silent_count; i++) {
		tell_map(t, "unacknowledged");
		tell_string(t, "reader", it->silent[i]);
		tell_string(t, "since", it->ended);
		tell_line(t,
		    "    {reader} has not acknowledged that it is over, told on {since}\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_item(struct tell *t, const struct find_item *it)
{
	tell_map(t, "item");
	tell_string(t, "item", it->id);
	tell_string(t, "audience", it->audience);
	tell_string(t, "how", hows[it->how].word);
	tell_phrase(t, "told", "%s", tongue_form(hows[it->how].text));
	tell_line(t, "  {told} item {item} of {audience}\n");
	tell_editions(t, it);
	tell_silent_readers(t, it);
	tell_end(t);
}

static void
tell_items(struct tell *t, const struct find_hit *h)
{
	size_t i;

	if (h->item_count == 0)
		tell_line(t, "  told to nobody\n");
	tell_list(t, "items");
	for (i = 0; i < h->item_count; i++)
		tell_item(t, &h->items[i]);
	tell_end(t);
}

static void
tell_hit(struct tell *t, const struct find_hit *h)
{
	tell_map(t, "found");
	tell_said(t, "kind", tongue(),
	    (const char *const[LANGS]){
		[LANG_JA] = say(kinds[h->kind], LANG_JA),
		[LANG_EN] = say(kinds[h->kind], LANG_EN) });
	tell_string(t, "type", h->type);
	tell_string(t, "value", h->value);
	tell_bool(t, "more", h->more);
	tell_line(t, "{kind} ({type}) {value}\n");
	tell_sources(t, h);
	if (h->more)
		tell_line(t, "  and more submissions than are told here\n");
	tell_items(t, h);
	tell_end(t);
}

void
tell_found(
    struct tell *t, const struct wanted *w, const struct find_answer *found)
{
	size_t i;

	tell_map(t, "find");
	tell_string(t, "words", w->words);
	tell_string(t, "sha256", w->sha256);
	tell_bool(t, "more", found->more);
	tell_list(t, "found");
	for (i = 0; i < found->count; i++)
		tell_hit(t, &found->hits[i]);
	tell_end(t);
	if (found->more)
		tell_line(
		    t, "there is more than is told here: say more words\n");
	tell_end(t);
}
