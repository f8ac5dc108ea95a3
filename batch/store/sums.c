#define SQLITE_ENABLE_PREUPDATE_HOOK /* Debian's has it; its header asks */
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/store/sums.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

/* Digests of rows, added by eight bytes. */
#define LANES (DIGEST_LEN / 8)
#define OWN   "state"

struct sum {
	uint64_t v[LANES];
};

/* What a transaction adds to a table's sum. */
struct share {
	char *table;
	struct sum sum;
	bool changed;
};

struct sums {
	sqlite3 *handle;
	struct share *list;
	size_t count;
	const char *last; /* as SQLite names the table of list[last_at] */
	size_t last_at;
	struct buf row;
};

typedef int (*column)(sqlite3 *handle, int i, sqlite3_value **out);

static void __attribute__((noreturn)) fail(sqlite3 *handle)
{
	log_fatal(EX_IOERR, "database: sums: %s", sqlite3_errmsg(handle));
}

static void
put_value(struct buf *b, sqlite3_value *v)
{
	int type = sqlite3_value_type(v);
	sqlite3_int64 number;
	double real;
	const void *p;

	buf_put_u8(b, (unsigned)type);
	switch (type) {
	case SQLITE_INTEGER:
		number = sqlite3_value_int64(v);
		buf_put(b, &number, sizeof(number));
		break;
	case SQLITE_FLOAT:
		real = sqlite3_value_double(v);
		buf_put(b, &real, sizeof(real));
		break;
	case SQLITE_NULL:
		break;
	default:
		p = sqlite3_value_blob(v);
		buf_put_blob(b, p, (size_t)sqlite3_value_bytes(v));
		break;
	}
}

/* A row is added, or what it was is taken off. */
static void
add_row(struct sum *s, const struct buf *row, bool off)
{
	struct digest d;
	uint64_t lane;
	size_t i;

	digest_of(row->data, row->len, &d);
	for (i = 0; i < LANES; i++) {
		memcpy(&lane, d.b + 8 * i, sizeof(lane));
		s->v[i] += off ? -lane : lane;
	}
}

static struct share *
share_of(struct sums *s, const char *table)
{
	size_t i;

	if (s->last == table)
		return &s->list[s->last_at];
	for (i = 0; i < s->count; i++)
		if (strcmp(s->list[i].table, table) == 0)
			break;
	if (i == s->count)
		((struct share *)mem_push(
		     &s->list, &s->count, sizeof(*s->list)))
		    ->table = mem_strdup(table);
	s->last = table;
	s->last_at = i;
	return &s->list[i];
}

static void
note(struct sums *s, const char *table, column value, bool off)
{
	int i, count = sqlite3_preupdate_count(s->handle);
	struct share *share = share_of(s, table);
	sqlite3_value *v;

	s->row.len = 0;
	for (i = 0; i < count; i++) {
		if (value(s->handle, i, &v) != SQLITE_OK)
			fail(s->handle);
		put_value(&s->row, v);
	}
	add_row(&share->sum, &s->row, off);
	share->changed = true;
}

static void
written(void *arg, sqlite3 *handle, int op, const char *db, const char *table,
    sqlite3_int64 was, sqlite3_int64 is)
{
	struct sums *s = arg;

	(void)handle;
	(void)was;
	(void)is;
	if (strcmp(db, "main") != 0 || strcmp(table, OWN) == 0)
		return;
	if (op != SQLITE_INSERT)
		note(s, table, sqlite3_preupdate_old, true);
	if (op != SQLITE_DELETE)
		note(s, table, sqlite3_preupdate_new, false);
}

/* A value of state; false: there is none. */
static bool
recall(sqlite3 *handle, const char *table, struct sum *out)
{
	sqlite3_stmt *s = NULL;
	struct digest d = { 0 };
	bool found;

	if (sqlite3_prepare_v2(handle,
		"SELECT value FROM " OWN " WHERE key = 'rows' || ?1", -1, &s,
		NULL) != SQLITE_OK ||
	    sqlite3_bind_text(s, 1, table, -1, SQLITE_STATIC) != SQLITE_OK)
		fail(handle);
	found = sqlite3_step(s) == SQLITE_ROW;
	if (found)
		digest_parse((const char *)sqlite3_column_text(s, 0), &d);
	sqlite3_finalize(s);
	memcpy(out, d.b, sizeof(*out));
	return found;
}

static const char *
key_of(const char *table, char key[128])
{
	sqlite3_snprintf(128, key, " %s", table);
	return key;
}

struct sums *
sums_follow(sqlite3 *handle)
{
	struct sum none;
	struct sums *s;

	if (!recall(handle, "", &none))
		return NULL;
	s = mem_alloc(sizeof(*s));
	s->handle = handle;
	sqlite3_preupdate_hook(handle, written, s);
	return s;
}

void
sums_free(struct sums *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->count; i++)
		free(s->list[i].table);
	free(s->list);
	buf_free(&s->row);
	free(s);
}

void
sums_forget(struct sums *s)
{
	size_t i;

	for (i = 0; s != NULL && i < s->count; i++) {
		s->list[i].sum = (struct sum){ 0 };
		s->list[i].changed = false;
	}
	/* A schema that is read again has its names elsewhere. */
	if (s != NULL)
		s->last = NULL;
}

static void
store(struct sums *s, const struct share *share)
{
	char key[128], hex[DIGEST_HEX];
	sqlite3_stmt *q = NULL;
	struct digest d;
	struct sum sum;
	size_t i;

	key_of(share->table, key);
	recall(s->handle, key, &sum);
	for (i = 0; i < LANES; i++)
		sum.v[i] += share->sum.v[i];
	memcpy(d.b, &sum, sizeof(sum));
	digest_hex(&d, hex);
	if (sqlite3_prepare_v2(s->handle,
		"INSERT OR REPLACE INTO " OWN
		" (key, value) VALUES ('rows' || ?1, ?2)",
		-1, &q, NULL) != SQLITE_OK ||
	    sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_bind_text(q, 2, hex, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_step(q) != SQLITE_DONE)
		fail(s->handle);
	sqlite3_finalize(q);
}

void
sums_store(struct sums *s)
{
	size_t i;

	for (i = 0; s != NULL && i < s->count; i++)
		if (s->list[i].changed)
			store(s, &s->list[i]);
	sums_forget(s);
}

static void
add_up(sqlite3 *handle, const char *table, struct sum *out)
{
	struct buf row = { 0 };
	sqlite3_stmt *s = NULL;
	char *sql;
	int i, rc;

	*out = (struct sum){ 0 };
	sql = mem_printf("SELECT * FROM \"%s\"", table);
	if (sqlite3_prepare_v2(handle, sql, -1, &s, NULL) != SQLITE_OK)
		fail(handle);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		row.len = 0;
		for (i = 0; i < sqlite3_column_count(s); i++)
			put_value(&row, sqlite3_column_value(s, i));
		add_row(out, &row, false);
	}
	if (rc != SQLITE_DONE)
		fail(handle);
	sqlite3_finalize(s);
	buf_free(&row);
	free(sql);
}

enum sums_verdict
sums_check(
    sqlite3 *handle, void (*differs)(void *arg, const char *table), void *arg)
{
	enum sums_verdict verdict = SUMS_HOLD;
	sqlite3_stmt *s = NULL;
	struct sum is, wanted;
	const char *table;
	char key[128];

	if (!recall(handle, "", &wanted))
		return SUMS_NONE;
	if (sqlite3_prepare_v2(handle,
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> '" OWN
		"' ORDER BY name",
		-1, &s, NULL) != SQLITE_OK)
		fail(handle);
	while (sqlite3_step(s) == SQLITE_ROW) {
		table = (const char *)sqlite3_column_text(s, 0);
		add_up(handle, table, &is);
		recall(handle, key_of(table, key), &wanted);
		if (memcmp(&is, &wanted, sizeof(is)) == 0)
			continue;
		verdict = SUMS_DIFFER;
		differs(arg, table);
	}
	sqlite3_finalize(s);
	return verdict;
}
