#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "batch/cases/alike.h"
#include "batch/cases/joined.h"
#include "batch/store/db.h"
#include "formats/base/mem.h"

/* "like:", two numbers and what parts them. */
#define WHY_MAX 64

void
alike_mails(struct db *d, const char *x, int64_t x_n, const char *y,
    int64_t y_n, int64_t strength)
{
	bool turn = strcmp(x, y) > 0;
	char why[WHY_MAX];

	snprintf(why, sizeof(why), "like:%" PRId64 "#%" PRId64,
	    turn ? y_n : x_n, turn ? x_n : y_n);
	db_run(d, SQL_ALIKE_ADD, "ttit", turn ? y : x, turn ? x : y, strength,
	    why);
}

void
alike_stated(struct db *d, const char *x, const char *y, const char *digest)
{
	bool turn = strcmp(x, y) > 0;
	struct arena *a = arena_new();

	db_run(d, SQL_ALIKE_ADD, "ttit", turn ? y : x, turn ? x : y,
	    (int64_t)ALIKE_FULL, joined_stated(a, digest));
	arena_free(a);
}

/* Of "like:N#M" the number of the other's mail, which is the second where the
 * other is the second. */
static const char *
why_of(struct arena *a, const char *why, const char *with, bool with_first)
{
	int64_t first, second;

	if (sscanf(why, "like:%" SCNd64 "#%" SCNd64, &first, &second) != 2)
		return arena_strdup(a, why);
	return joined_like(a, with, with_first ? first : second);
}

struct alike *
alike_of(struct db *d, struct arena *a, const char *submission, size_t *count)
{
	struct alike *list = NULL, *p;
	struct stmt *s;

	*count = 0;
	s = db_query(d, SQL_ALIKE_OF, "t", submission);
	while (db_row(s)) {
		p = arena_push(a, &list, count, sizeof(*p));
		p->with = db_textdup(s, 0, a);
		p->strength = db_int(s, 1);
		p->why = why_of(a, db_text(s, 2), p->with, db_int(s, 3) != 0);
	}
	return list;
}
