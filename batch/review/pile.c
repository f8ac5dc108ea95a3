#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/evidence/sightings.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/worklist.h"
#include "batch/review/pile.h"
#include "batch/review/seconds.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct piling {
	struct hub *h;
	struct pile_card *cards;
	size_t count;
	GHashTable *of_case; /* to its number + 1 */
};

static struct pile_card *
new_card(struct piling *p, const char *casefile)
{
	struct pile_card *c;

	c = arena_push(p->h->arena, &p->cards, &p->count, sizeof(*c));
	c->name = c->casefile = casefile;
	return c;
}

static struct pile_card *
pile_card_of(struct piling *p, const char *casefile)
{
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(p->of_case, casefile));

	if (at != 0)
		return &p->cards[at - 1];
	new_card(p, casefile);
	g_hash_table_insert(p->of_case, (char *)(uintptr_t)casefile,
	    GSIZE_TO_POINTER(p->count));
	return &p->cards[p->count - 1];
}

static void
add_reason(struct hub *h, struct pile_card *c, enum pile_why why,
    const char *since, const char *detail)
{
	struct pile_reason *r;

	r = arena_push(h->arena, &c->reasons, &c->reason_count, sizeof(*r));
	*r = (struct pile_reason){ why, since, detail };
	if (since != NULL && (c->since == NULL || strcmp(since, c->since) < 0))
		c->since = since;
}

static void
wait_for(struct piling *p, const char *casefile, enum pile_why why,
    const char *since, const char *detail)
{
	if (casefile != NULL)
		add_reason(p->h, pile_card_of(p, casefile), why, since, detail);
}

static void
add_sent_in(struct piling *p, enum pile_why why, const struct sent_in *list,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		wait_for(
		    p, list[i].casefile, why, list[i].day, list[i].submission);
}

static void
add_submissions(struct piling *p)
{
	struct sent_in *list;
	size_t count;

	list = worklist_asks(p->h, &count);
	add_sent_in(p, PILE_ANSWER, list, count);
	list = worklist_outside(p->h, &count);
	add_sent_in(p, PILE_OUTSIDE, list, count);
	list = worklist_shut_out(p->h, &count);
	add_sent_in(p, PILE_SHUT_OUT, list, count);
}

/* Read before any of them is looked into. */
static const char **
cases_of(struct hub *h, enum sql_id q, size_t *count)
{
	const char **list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, q, "");
	while (db_row(s))
		arena_push_str(
		    h->arena, &list, count, db_textdup(s, 0, h->arena));
	return list;
}

static void
add_stopped(struct piling *p)
{
	size_t count, i;
	const char **list = cases_of(p->h, SQL_PILE_STOPPED, &count);

	for (i = 0; i < count; i++)
		wait_for(p, list[i], PILE_GATE, NULL, NULL);
}

static void
add_pairs(struct piling *p)
{
	struct lacking *lacking;
	struct look *look;
	struct met *met;
	size_t count, i;

	look = worklist(p->h, &count);
	for (i = 0; i < count; i++) {
		wait_for(p, look[i].casefile, PILE_LOOK, NULL, look[i].with);
		wait_for(p, look[i].with, PILE_LOOK, NULL, look[i].casefile);
	}
	met = worklist_met(p->h, &count);
	for (i = 0; i < count; i++)
		wait_for(p, met[i].casefile, PILE_MET, NULL,
		    arena_printf(
			p->h->arena, "%s %s", met[i].item, met[i].other));
	lacking = worklist_lacking(p->h, &count);
	for (i = 0; i < count; i++)
		wait_for(p, lacking[i].casefile, PILE_LACKING, NULL,
		    arena_printf(p->h->arena, "%s (%s)", lacking[i].audience,
			lacking[i].item));
}

static void
add_answers(struct piling *p)
{
	struct unread_waiting *unread;
	struct sighting *seen;
	size_t count, i;

	seen = sightings_waiting(p->h, &count);
	for (i = 0; i < count; i++)
		wait_for(p, seen[i].casefile, PILE_SIGHTING, seen[i].day,
		    arena_printf(
			p->h->arena, "%s (%s)", seen[i].item, seen[i].result));
	unread = unread_waiting(p->h, &count);
	for (i = 0; i < count; i++)
		wait_for(p, unread[i].casefile, PILE_UNREAD, NULL,
		    unread[i].parts[0].submission);
}

static const char *
case_day(struct hub *h, const char *casefile)
{
	const char *day = NULL;
	struct stmt *s;

	s = db_query(h->db, SQL_PILE_CASE_DAY, "t", casefile);
	if (db_row(s)) {
		day = db_textdup(s, 0, h->arena);
		db_end(s);
	}
	return day;
}

static void
add_unclassified(struct piling *p)
{
	size_t count, i;
	const char **list = cases_of(p->h, SQL_UNCLASSIFIED_CASES, &count);

	for (i = 0; i < count; i++)
		wait_for(p, list[i], PILE_CLASS, case_day(p->h, list[i]), NULL);
}

/* What another ruled stands in the place of the case's own card, which says the
 * same below it. */
static void
put_in_place(struct piling *p, const struct pile_card *card)
{
	size_t at;

	*new_card(p, card->name) = *card;
	at = GPOINTER_TO_SIZE(g_hash_table_lookup(p->of_case, card->casefile));
	if (at != 0)
		p->cards[at - 1].reason_count = 0;
}

/* Of his own he is told on the case's card: what is waited for. */
static void
add_seconds(struct piling *p, const char *analyst)
{
	const struct pile_card *list, *c;
	size_t count;

	list = seconds_of(p->h, &count);
	for (c = list; c < list + count; c++) {
		if (analyst == NULL ||
		    strcmp(analyst, c->reasons->detail) != 0) {
			if (c->second != NULL)
				put_in_place(p, c);
			else
				*new_card(p, c->name) = *c;
		} else if (c->second != NULL) {
			wait_for(p, c->casefile, PILE_SECOND, c->since,
			    c->reasons->detail);
		}
	}
}

/* Those in whose place another stands go; each has a day to be sorted by. */
static void
settle(struct piling *p)
{
	size_t i, kept = 0;

	for (i = 0; i < p->count; i++) {
		if (p->cards[i].reason_count == 0)
			continue;
		p->cards[kept] = p->cards[i];
		if (p->cards[kept].since == NULL &&
		    p->cards[kept].casefile != NULL)
			p->cards[kept].since =
			    case_day(p->h, p->cards[kept].casefile);
		if (p->cards[kept].since == NULL)
			p->cards[kept].since = "";
		kept++;
	}
	p->count = kept;
}

static int
by_age(const void *a, const void *b)
{
	const struct pile_card *x = a, *y = b;
	int c = strcmp(x->since, y->since);

	if (c == 0)
		c = strcmp(x->name, y->name);
	if (c != 0 || x->confirms == NULL || y->confirms == NULL)
		return c == 0 ? (x->confirms != NULL) - (y->confirms != NULL)
			      : c;
	return strcmp(x->confirms, y->confirms);
}

struct pile_card *
pile_of(struct hub *h, const char *analyst, size_t *count)
{
	struct piling p = { .h = h,
		.of_case = g_hash_table_new(g_str_hash, g_str_equal) };

	add_submissions(&p);
	add_stopped(&p);
	add_pairs(&p);
	add_answers(&p);
	add_unclassified(&p);
	add_seconds(&p, analyst);
	g_hash_table_destroy(p.of_case);
	settle(&p);
	if (p.count > 1)
		qsort(p.cards, p.count, sizeof(*p.cards), by_age);
	*count = p.count;
	return p.cards;
}
