#include "batch/evidence/worklist.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* The columns that both statements begin with. */
static struct look *
add(struct hub *h, struct stmt *s, struct look **list, size_t *count)
{
	struct look *l;

	l = arena_push(h->arena, list, count, sizeof(*l));
	l->casefile = db_textdup(s, 0, h->arena);
	l->with = db_textdup(s, 1, h->arena);
	l->score = db_int(s, 2);
	l->why = db_textdup(s, 3, h->arena);
	return l;
}

struct look *
worklist(struct hub *h, size_t *count)
{
	struct look *list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_WORKLIST, "");
	while (db_row(s))
		add(h, s, &list, count)->run = db_textdup(s, 4, h->arena);
	return list;
}

struct look *
worklist_of_run(struct hub *h, const char *run, size_t *count)
{
	struct look *list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_RUN_LOOK, "t", run);
	while (db_row(s))
		add(h, s, &list, count)->run = run;
	return list;
}
