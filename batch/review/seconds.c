#include <string.h>

#include "batch/evidence/asked.h"
#include "batch/review/pile.h"
#include "batch/review/seconds.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/truehit.h"
#include "batch/store/chapter.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct seconds {
	struct hub *h;
	struct pile_card *cards;
	size_t count;
};

static struct pile_card *
add(struct seconds *s, enum pile_why why, const char *since,
    const char *analyst, const char *confirms)
{
	struct arena *a = s->h->arena;
	struct pile_card *c;
	struct pile_reason *r;

	c = arena_push(a, &s->cards, &s->count, sizeof(*c));
	c->confirms = confirms;
	c->since = since;
	r = arena_push(a, &c->reasons, &c->reason_count, sizeof(*r));
	*r = (struct pile_reason){ why, since, analyst };
	return c;
}

static void
add_rulings(struct seconds *s)
{
	struct waiting_ruling *list;
	struct pile_card *c;
	size_t count, i;

	list = foureyes_waiting(s->h->db, s->h->arena, &count);
	for (i = 0; i < count; i++) {
		c = add(
		    s, PILE_SECOND, list[i].day, list[i].analyst, list[i].id);
		c->name = c->casefile = list[i].casefile;
		c->second = &list[i];
	}
}

static void
add_truehits(struct seconds *s)
{
	struct waiting_truehit *list;
	struct pile_card *c;
	size_t count, i;

	list = truehit_waiting(s->h->db, s->h->arena, &count);
	for (i = 0; i < count; i++) {
		if (list[i].confirmed)
			continue;
		c = add(s, PILE_TRUEHIT, NULL, list[i].analyst, list[i].ruling);
		c->name = c->casefile = list[i].casefile;
		c->truehit = &list[i];
	}
}

static void
add_requests(struct seconds *s)
{
	struct pile_card *c;
	struct asked *list;
	size_t count, i;

	list = asked_waiting(s->h, &count);
	for (i = 0; i < count; i++) {
		if (!list[i].second)
			continue;
		c = add(s, PILE_REQUEST, NULL, list[i].analyst, list[i].name);
		c->name = list[i].name;
		c->casefile = list[i].casefile;
		c->request = &list[i];
	}
}

static void
add_chapters(struct seconds *s)
{
	struct waiting_chapter *list;
	struct pile_card *c;
	size_t count, i;

	list = chapters_waiting(s->h, s->h->arena, &count);
	for (i = 0; i < count; i++) {
		c = add(s, PILE_CHAPTER, list[i].day, list[i].analyst,
		    list[i].name);
		c->name = list[i].period;
		c->chapter = &list[i];
	}
}

struct pile_card *
seconds_of(struct hub *h, size_t *count)
{
	struct seconds s = { .h = h };

	add_rulings(&s);
	add_truehits(&s);
	add_requests(&s);
	add_chapters(&s);
	*count = s.count;
	return s.cards;
}
