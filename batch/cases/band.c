#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/band.h"
#include "batch/cases/readers.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

int64_t
band_place(struct night *n, const char *submission)
{
	const char *readers = readers_of(n, submission);
	struct digest d;
	int64_t place;

	digest_of(readers, strlen(readers), &d);
	memcpy(&place, d.b, sizeof(place));
	return place;
}

bool
band_stays(struct db *d, const char *submission)
{
	return db_one(d, SQL_BAND_STAYS, 0, "t", submission) != 0;
}

int64_t
band_mail(struct db *d, const char *submission, int64_t n)
{
	struct buf b = { 0 };
	struct digest of;
	int64_t mail;

	buf_printf(&b, "%s#%" PRId64, submission, n);
	digest_of(b.data, b.len, &of);
	memcpy(&mail, of.b, sizeof(mail));
	buf_free(&b);
	db_run(d, SQL_BAND_MAIL, "iti", mail, submission, n);
	return mail;
}

bool
band_any(struct db *d, int64_t key)
{
	return db_one(d, SQL_BAND_ANY, 0, "i", key) != 0;
}

void
band_put(struct db *d, int64_t key, int64_t place, int64_t mail)
{
	db_run(d, SQL_BAND_PUT, "iiii", key, place, mail, (int64_t)BAND_PLACES);
}

void
band_force(struct db *d, int64_t key, int64_t place, int64_t mail)
{
	db_run(d, SQL_BAND_FORCE, "iii", key, place, mail);
}

static int
by_submission(const void *a, const void *b)
{
	const struct band_entry *x = a, *y = b;
	int r;

	r = strcmp(x->submission, y->submission);
	if (r != 0)
		return r;
	return x->n < y->n ? -1 : x->n > y->n;
}

static int
by_place(const void *a, const void *b)
{
	const struct band_entry *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x->keys != y->keys)
		return x->keys > y->keys ? -1 : 1;
	return by_submission(a, b);
}

/* Entries as they were met, one for each key, to one each. */
static size_t
count_keys(struct band_entry *v, size_t count)
{
	size_t i, k = 0;

	if (count == 0)
		return 0;
	qsort(v, count, sizeof(*v), by_submission);
	for (i = 1; i < count; i++)
		if (by_submission(&v[i], &v[k]) == 0)
			v[k].keys++;
		else
			v[++k] = v[i];
	return k + 1;
}

static size_t
keep_most(struct band_entry *v, size_t count)
{
	size_t i, kept = 0, of = 0;
	int64_t place = 0;

	if (count > 1)
		qsort(v, count, sizeof(*v), by_place);
	for (i = 0; i < count; i++) {
		of = i > 0 && v[i].place == place ? of + 1 : 0;
		place = v[i].place;
		if (of < BAND_COMPARED)
			v[kept++] = v[i];
	}
	return kept;
}

struct band_entry *
band_near(struct db *d, struct arena *a, const int64_t *keys, size_t count,
    const char *submission, size_t *found)
{
	struct band_entry *list = NULL, *e;
	struct stmt *s;
	size_t k, n = 0;

	for (k = 0; k < count; k++) {
		s = db_query(d, SQL_BAND_ENTRIES, "it", keys[k], submission);
		while (db_row(s)) {
			e = arena_push(a, &list, &n, sizeof(*e));
			e->submission = db_textdup(s, 0, a);
			e->n = db_int(s, 1);
			e->place = db_int(s, 2);
			e->keys = 1;
		}
	}
	*found = keep_most(list, count_keys(list, n));
	return list;
}
