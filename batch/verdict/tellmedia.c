#include <inttypes.h>

#include "batch/base/clock.h"
#include "batch/base/tell.h"
#include "batch/base/tongue.h"
#include "batch/media/book.h"
#include "batch/store/hub.h"
#include "batch/verdict/tellmedia.h"
#include "formats/base/mem.h"

enum where { MEDIUM_CUT, MEDIUM_OUT, MEDIUM_BACK, MEDIUM_AGAIN, MEDIUM_ACKED };

static const struct {
	const char *word, *text;
} wheres[] = {
	[MEDIUM_CUT] = { "cut-off",
	    "was cut off before all was on it; export it once more" },
	[MEDIUM_OUT] = { "out", "is out" },
	[MEDIUM_BACK] = { "back", "came back" },
	[MEDIUM_AGAIN] = { "lost", "was lost and made again" },
	[MEDIUM_ACKED] = { "acknowledged",
	    "is out, and all its bundles are acknowledged" },
};

static enum where
where_is(struct hub *h, const struct medium *m)
{
	if (m->back != 0)
		return MEDIUM_BACK;
	if (m->instead != NULL)
		return MEDIUM_AGAIN;
	if (!m->written)
		return MEDIUM_CUT;
	return book_acked(h->db, m->id) ? MEDIUM_ACKED : MEDIUM_OUT;
}

size_t
media_out(struct hub *h, int64_t before, size_t *late)
{
	const struct medium *list, *m;
	size_t count, out = 0;

	*late = 0;
	list = book_out(h->db, h->arena, &count);
	for (m = list; m < list + count; m++) {
		if (where_is(h, m) != MEDIUM_OUT)
			continue;
		out++;
		*late += m->at < before;
	}
	return out;
}

/* The values of the map that is open, and its line. */
static void
tell_one(struct tell *t, struct hub *h, const struct medium *m)
{
	enum where is = where_is(h, m);
	char day[11];

	clock_day(m->at, day);
	tell_string(t, "id", m->id);
	tell_string(t, "on", day);
	tell_string(t, "by", m->by);
	tell_string(t, "digest", m->digest);
	tell_string(t, "state", wheres[is].word);
	tell_string(t, "instead-of", m->again);
	tell_string(t, "made-again-as", m->instead);
	tell_phrase(t, "text", "%s", tongue_form(wheres[is].text));
	tell_line(t,
	    "  medium {id} of {on}, by {by}[, instead of {instead-of}]: {text}[ as {made-again-as}]\n");
}

void
tell_media_late(struct tell *t, struct hub *h, int64_t before)
{
	const struct medium *list, *m;
	size_t count;

	tell_list(t, "media-out");
	list = book_out(h->db, h->arena, &count);
	for (m = list; m < list + count; m++) {
		if (where_is(h, m) != MEDIUM_OUT || m->at >= before)
			continue;
		tell_map(t, "medium");
		tell_one(t, h, m);
		tell_end(t);
	}
	tell_end(t);
}

void
tell_media(struct tell *t, struct hub *h)
{
	const struct medium *list;
	size_t count, i;

	tell_list(t, "media");
	list = book_all(h->db, h->arena, &count);
	for (i = 0; i < count; i++) {
		tell_map(t, "medium");
		tell_one(t, h, &list[i]);
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_bundles(struct tell *t, const struct given *g)
{
	const struct given_bundles *b;

	tell_list(t, "bundles");
	for (b = g->bundles; b < g->bundles + g->bundle_count; b++) {
		tell_map(t, "bundles");
		tell_string(t, "audience", b->audience);
		tell_number(t, "first", b->first);
		tell_number(t, "last", b->last);
		tell_phrase(t, "from", "%06" PRId64, b->first);
		if (b->last > b->first)
			tell_phrase(t, "to", "%06" PRId64, b->last);
		tell_line(t, "    {audience}-{from}[ to {to}]\n");
		tell_end(t);
	}
	tell_end(t);
}

static const char *const lists[] = {
	[PAPER_LETTER] = "letters",
	[PAPER_PREVIEW] = "previews",
	[PAPER_STATE] = "states",
};

static void
tell_papers(struct tell *t, const struct given *g, enum paper p)
{
	size_t i;

	tell_list(t, lists[p]);
	for (i = 0; i < g->paper_count[p]; i++) {
		tell_map(t, paper_word(p));
		tell_string(t, "name", g->papers[p][i]);
		tell_phrase(t, "what", "%s", tongue_form(paper_word(p)));
		tell_line(t, "    {what} {name}\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_given(struct tell *t, const struct given *g)
{
	enum paper p;

	tell_map(t, "file");
	tell_string(t, "reader", g->reader);
	tell_line(t, "  for {reader}\n");
	tell_bundles(t, g);
	for (p = 0; p < PAPERS; p++)
		tell_papers(t, g, p);
	tell_end(t);
}

bool
tell_medium(struct tell *t, struct hub *h, const char *id)
{
	const struct medium *m = book_read(h->db, h->arena, id);
	size_t i;

	if (m == NULL)
		return false;
	tell_map(t, "medium");
	tell_one(t, h, m);
	tell_line(t, "  digest {digest}\n");
	tell_list(t, "files");
	for (i = 0; i < m->count; i++)
		tell_given(t, &m->given[i]);
	tell_end(t);
	tell_end(t);
	return true;
}
