#include "batch/evidence/sightings.h"
#include "batch/base/tell.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* The columns of all three statements. */
static struct sighting *
load(struct hub *h, struct stmt *s, size_t *count)
{
	struct arena *a = h->arena;
	struct sighting *list = NULL, *g;

	*count = 0;
	while (db_row(s)) {
		g = arena_push(a, &list, count, sizeof(*g));
		g->item = db_textdup(s, 0, a);
		g->member = db_textdup(s, 1, a);
		g->result = db_textdup(s, 2, a);
		g->outcome = db_textdup(s, 3, a);
		g->count = db_int(s, 4);
		g->first = db_textdup(s, 5, a);
		g->last = db_textdup(s, 6, a);
		g->day = db_textdup(s, 7, a);
		g->holds = db_int(s, 8) != 0;
		g->casefile = db_textdup(s, 9, a);
	}
	return list;
}

struct sighting *
sightings_of_item(struct hub *h, const char *item, size_t *count)
{
	return load(
	    h, db_query(h->db, SQL_SIGHTINGS_OF_ITEM, "t", item), count);
}

struct sighting *
sightings_of_case(struct hub *h, const char *casefile, size_t *count)
{
	return load(
	    h, db_query(h->db, SQL_SIGHTINGS_OF_CASE, "t", casefile), count);
}

struct sighting *
sightings_waiting(struct hub *h, size_t *count)
{
	return load(h, db_query(h->db, SQL_SIGHTINGS_WAITING, ""), count);
}

static void
tell_sighting(struct tell *t, const struct sighting *g)
{
	tell_map(t, "sighting");
	tell_string(t, "item", g->item);
	tell_string(t, "case", g->casefile);
	tell_string(t, "member", g->member);
	tell_string(t, "result", g->result);
	tell_string(t, "outcome", g->outcome);
	tell_number(t, "count", g->count);
	tell_string(t, "first", g->first);
	tell_string(t, "last", g->last);
	tell_string(t, "day", g->day);
	tell_bool(t, "holds", g->holds);
	if (g->count > 0)
		tell_phrase(t, "times", "%lld times", (long long)g->count);
	if (!g->holds)
		tell_phrase(t, "gone", "another word of its holds");
	tell_line(t,
	    "sighting {item} by {member} on {day}: {result}[, {outcome}][, {times}][, {first} to {last}][ ({gone})]\n");
	tell_end(t);
}

void
tell_sightings(
    struct tell *t, const char *name, const struct sighting *list, size_t count)
{
	size_t i;

	tell_list(t, name);
	for (i = 0; i < count; i++)
		tell_sighting(t, &list[i]);
	tell_end(t);
}
