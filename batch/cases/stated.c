#include <string.h>

#include "batch/cases/alike.h"
#include "batch/cases/band.h"
#include "batch/cases/stated.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

static const char **
files_of(struct night *n, const char *submission, size_t *count)
{
	const char **list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_STATED_FILES, "t", submission);
	while (db_row(s))
		arena_push_str(
		    n->arena, &list, count, db_textdup(s, 0, n->arena));
	return list;
}

/* A digest's first bytes, as a key among the bands. */
static int64_t
key_of(const char *hex)
{
	struct digest d;
	int64_t key = 0;

	if (digest_parse(hex, &d))
		memcpy(&key, d.b, sizeof(key));
	return key;
}

void
stated_place(struct night *n, const char *submission)
{
	const char **files;
	struct db *d = n->hub->db;
	int64_t place, mail;
	size_t count, i;

	files = files_of(n, submission, &count);
	if (count == 0 || !band_stays(d, submission))
		return;
	place = band_place(n, submission);
	mail = band_mail(d, submission, 0);
	for (i = 0; i < count; i++)
		band_put(d, key_of(files[i]), place, mail);
}

static void
judge(struct night *n, const char *x, const char *y, const char *file)
{
	struct db *d = n->hub->db;

	if (db_one(d, SQL_STATED_BY_ONE, 0, "ttt", x, y, file) != 0 &&
	    db_one(d, SQL_STATED_ANOTHER, 0, "ttt", x, y, file) != 0)
		alike_stated(d, x, y, file);
}

void
stated_judge(struct night *n, const char *submission)
{
	struct arena *a = arena_new();
	struct band_entry *others;
	const char **files;
	int64_t key;
	size_t count, i, found, k;

	files = files_of(n, submission, &count);
	for (i = 0; i < count; i++) {
		key = key_of(files[i]);
		others = band_near(n->hub->db, a, &key, 1, submission, &found);
		for (k = 0; k < found; k++)
			judge(n, submission, others[k].submission, files[i]);
	}
	arena_free(a);
}
