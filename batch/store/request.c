#include "batch/store/request.h"
#include "batch/store/db.h"
#include "formats/base/mem.h"

static struct request *
read_all(struct stmt *s, struct arena *a, size_t *count)
{
	struct request *list = NULL, *q;

	*count = 0;
	while (db_row(s)) {
		q = arena_push(a, &list, count, sizeof(*q));
		q->package = db_textdup(s, 0, a);
		q->n = db_int(s, 1);
		q->id = db_textdup(s, 2, a);
		q->name = db_textdup(s, 3, a);
		q->analyst = db_textdup(s, 4, a);
		q->signed_at = db_int(s, 5);
		q->audience = db_textdup(s, 6, a);
		q->item = db_textdup(s, 7, a);
		q->submission = db_textdup(s, 8, a);
		q->until = db_textdup(s, 9, a);
		q->text = db_textdup(s, 10, a);
		q->second = db_int(s, 11) != 0;
		q->stopped = db_textdup(s, 12, a);
		q->told = !db_null(s, 13);
	}
	return list;
}

struct request *
requests_new(struct db *d, struct arena *a, size_t *count)
{
	return read_all(db_query(d, SQL_REQUESTS_NEW, ""), a, count);
}

struct request *
requests_open(struct db *d, struct arena *a, const char *day, size_t *count)
{
	return read_all(db_query(d, SQL_REQUESTS_OPEN, "t", day), a, count);
}

struct request *
requests_to(struct db *d, struct arena *a, const char *audience,
    const char *day, size_t *count)
{
	return read_all(
	    db_query(d, SQL_REQUESTS_TO, "tt", day, audience), a, count);
}

struct request *
requests_of_member(struct db *d, struct arena *a, const char *member,
    const char *day, size_t *count)
{
	return read_all(
	    db_query(d, SQL_REQUESTS_OF_MEMBER, "tt", day, member), a, count);
}

bool
request_load(
    struct db *d, struct arena *a, const char *name, struct request *out)
{
	struct request *q;
	size_t count;

	q = read_all(db_query(d, SQL_REQUEST_LOAD, "t", name), a, &count);
	if (count > 0)
		*out = q[0];
	return count > 0;
}

const char *
request_analyst(struct db *d, struct arena *a, const char *name)
{
	struct request q;

	return request_load(d, a, name, &q) ? q.analyst : NULL;
}
