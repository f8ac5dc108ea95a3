#include <stdbool.h>
#include <string.h>

#include "batch/store/acked.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* A reader of today, and the newest bundle that he has acknowledged. */
struct reader {
	const char *id;
	int64_t last;
};

struct acked {
	struct hub *hub;
	struct arena *arena;
	const struct roster_audience *to;
	struct reader *readers;
	size_t count;
};

struct ended *
acked_ended(struct hub *h, struct arena *a, const struct roster_audience *to,
    size_t *count)
{
	struct ended *list = NULL, *e;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_ENDED, "t", to->id);
	while (db_row(s)) {
		e = arena_push(a, &list, count, sizeof(*e));
		e->item = db_textdup(s, 0, a);
		e->sequence = db_int(s, 1);
		e->day = db_textdup(s, 2, a);
		e->at = db_int(s, 3);
		e->by = db_textdup(s, 4, a);
	}
	return list;
}

struct acked *
acked_open(struct hub *h, struct arena *a, const struct roster_audience *to,
    const char *today)
{
	struct acked *k;
	const char **ids;
	size_t i;

	k = arena_alloc(a, sizeof(*k));
	k->hub = h;
	k->arena = a;
	k->to = to;
	ids = roster_readers(a, h->roster, to, today, &k->count);
	k->readers = arena_alloc(a, (k->count + 1) * sizeof(*k->readers));
	for (i = 0; i < k->count; i++)
		k->readers[i] = (struct reader){ ids[i],
			db_one(h->db, SQL_ACK_LAST, 0, "tt", to->id, ids[i]) };
	return k;
}

static bool
is_among(const char *const *list, size_t count, const char *id)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], id) == 0)
			return true;
	return false;
}

static bool
is_excused(struct acked *k, const struct ended *e, const char *reader)
{
	return e->item != NULL && db_one(k->hub->db, SQL_EXCUSED, 0, "tti",
				      e->item, reader, e->at) != 0;
}

const char **
acked_silent(struct acked *k, const struct ended *e, size_t *count)
{
	const char **then = NULL, **list = NULL;
	const struct reader *r;
	size_t then_count = 0;

	*count = 0;
	for (r = k->readers; r < k->readers + k->count; r++) {
		if (r->last >= e->sequence)
			continue;
		if (then == NULL)
			then = roster_readers(k->arena, k->hub->roster, k->to,
			    e->day, &then_count);
		if (is_among(then, then_count, r->id) &&
		    !is_excused(k, e, r->id))
			arena_push_str(k->arena, &list, count, r->id);
	}
	return list;
}

/* Of one audience, to the end of the list. */
static void
add_silent(struct hub *h, struct arena *a, const struct roster_audience *to,
    const char *today, struct silent **list, size_t *count)
{
	struct acked *k = acked_open(h, a, to, today);
	const char **readers;
	struct ended *ends;
	size_t end_count, reader_count, i, r;

	ends = acked_ended(h, a, to, &end_count);
	for (i = 0; i < end_count; i++) {
		readers = acked_silent(k, &ends[i], &reader_count);
		for (r = 0; r < reader_count; r++)
			*(struct silent *)arena_push(a, list, count,
			    sizeof(**list)) = (struct silent){ to->id,
				ends[i].item, ends[i].day, readers[r] };
	}
}

struct silent *
acked_all_silent(
    struct hub *h, struct arena *a, const char *today, size_t *count)
{
	struct silent *list = NULL;
	size_t i;

	*count = 0;
	for (i = 0; i < h->roster->audience_count; i++)
		add_silent(h, a, &h->roster->audiences[i], today, &list, count);
	return list;
}

void
acked_excuse(struct db *d, const struct excuse *x)
{
	db_run(d, SQL_EXCUSED_ADD, "ttitt", x->item, x->reader, x->at, x->by,
	    x->reason);
}
