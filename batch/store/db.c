#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/store/db.h"
#include "batch/store/sums.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/embed.h"
#include "formats/base/mem.h"
#include "sql-table.h"

#define DB_SCHEMA      16
#define DB_SCHEMA_TEXT "16"

EMBED(db_schema_sql, "batch/store/schema.sql");

struct stmt {
	struct db *db;
	sqlite3_stmt *s;
	bool busy;
};

struct db {
	sqlite3 *handle;
	struct sums *sums; /* NULL: not kept, or nothing is written */
	struct stmt stmts[SQL_COUNT];
};

static void
fail(struct db *d, const char *what)
{
	int rc = sqlite3_errcode(d->handle) & 0xff;

	if (rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB)
		log_fatal(EX_CONFIG,
		    "hub.db is damaged (%s): remove it and run toiyaba rebuild; archive and journal hold everything",
		    sqlite3_errmsg(d->handle));
	if (rc == SQLITE_FULL)
		errno = ENOSPC;
	log_fatal(
	    EX_IOERR, "database: %s: %s", what, sqlite3_errmsg(d->handle));
}

static void
run_text(struct db *d, const char *sql)
{
	if (sqlite3_exec(d->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail(d, sql);
}

static int64_t
user_version(struct db *d)
{
	sqlite3_stmt *s = NULL;
	int64_t v;

	if (sqlite3_prepare_v2(
		d->handle, "PRAGMA user_version", -1, &s, NULL) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		fail(d, "cannot be read");
	v = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return v;
}

static void
migrate(struct db *d, bool create)
{
	int64_t v;

	v = user_version(d);
	if (v == DB_SCHEMA)
		return;
	if (v != 0 || !create)
		log_fatal(EX_CONFIG,
		    "hub.db has schema %lld, this program wants %d: run toiyaba rebuild",
		    (long long)v, DB_SCHEMA);
	run_text(d, "BEGIN IMMEDIATE");
	run_text(d, db_schema_sql);
	run_text(d, SUMS_BEGIN);
	run_text(d, "PRAGMA user_version = " DB_SCHEMA_TEXT);
	run_text(d, "COMMIT");
}

static struct db *
db_new(sqlite3 *handle)
{
	struct db *d;
	int i;

	d = mem_alloc(sizeof(*d));
	d->handle = handle;
	for (i = 0; i < SQL_COUNT; i++)
		d->stmts[i].db = d;
	return d;
}

/* What a statement may have to undo, and what it sorts, is members' data: it
 * lies in no file but the database's. */
static void
keep_to_itself(struct db *d)
{
	run_text(d, "PRAGMA temp_store = MEMORY");
}

struct db *
db_open(const char *path, bool create, bool readonly)
{
	struct db *d;
	int flags;

	d = db_new(NULL);
	flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		(create ? SQLITE_OPEN_CREATE : 0);
	if (sqlite3_open_v2(path, &d->handle, flags, NULL) != SQLITE_OK)
		log_fatal(create ? EX_CANTCREAT : EX_CONFIG,
		    "%s: %s: run toiyaba rebuild", path,
		    sqlite3_errmsg(d->handle));
	/* First: another command that closes the books holds them whole. */
	run_text(d, "PRAGMA busy_timeout = 5000");
	/* A page that was never synced must not be trusted by mmap. */
	run_text(d, "PRAGMA mmap_size = 0");
	/* A night touches its pages again and again: 32 MiB hold them. */
	run_text(d, "PRAGMA cache_size = -32768");
	keep_to_itself(d);
	run_text(d, "PRAGMA journal_mode = WAL");
	run_text(d, "PRAGMA synchronous = FULL");
	run_text(d, "PRAGMA foreign_keys = ON");
	migrate(d, create);
	if (readonly)
		run_text(d, "PRAGMA query_only = ON");
	else
		d->sums = sums_follow(d->handle);
	return d;
}

static void
unlink_all(const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char *name;
	size_t i;

	for (i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		name = mem_printf("%s%s", path, tails[i]);
		if (unlink(name) == -1 && errno != ENOENT)
			log_fatal(
			    EX_CANTCREAT, "%s: %s", name, strerror(errno));
		free(name);
	}
}

/* By the time that its names go it holds its tables alone, all empty. */
struct db *
db_open_scratch(const char *path)
{
	struct db *d;

	unlink_all(path);
	d = db_open(path, true, false);
	run_text(d, "PRAGMA synchronous = OFF");
	unlink_all(path);
	return d;
}

void
db_close(struct db *d)
{
	int i;

	if (d == NULL)
		return;
	for (i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(d->stmts[i].s);
	sqlite3_close(d->handle);
	sums_free(d->sums);
	free(d);
}

void
db_begin(struct db *d)
{
	run_text(d, "BEGIN IMMEDIATE");
	sums_forget(d->sums);
}

void
db_commit(struct db *d)
{
	sums_store(d->sums);
	run_text(d, "COMMIT");
}

void
db_rollback(struct db *d)
{
	run_text(d, "ROLLBACK");
	sums_forget(d->sums);
}

bool
db_begin_look(struct db *d)
{
	if (!sqlite3_get_autocommit(d->handle))
		return false;
	run_text(d, "BEGIN");
	return true;
}

void
db_end_look(struct db *d, bool began)
{
	if (began)
		run_text(d, "COMMIT");
}

int64_t
db_changes(struct db *d)
{
	return sqlite3_total_changes64(d->handle);
}

struct db *
db_copy(struct db *d)
{
	sqlite3 *memory = NULL;
	sqlite3_backup *b;
	struct db *copy;

	if (sqlite3_open(":memory:", &memory) != SQLITE_OK)
		fail(d, "no copy in memory");
	b = sqlite3_backup_init(memory, "main", d->handle, "main");
	if (b == NULL || sqlite3_backup_step(b, -1) != SQLITE_DONE)
		fail(d, "cannot be copied");
	sqlite3_backup_finish(b);
	copy = db_new(memory);
	keep_to_itself(copy);
	return copy;
}

static void
digest_row(sqlite3_stmt *s, struct digest_run *r)
{
	const unsigned char *t;
	int i, type;

	for (i = 0; i < sqlite3_column_count(s); i++) {
		type = sqlite3_column_type(s, i);
		if (type == SQLITE_BLOB)
			type = SQLITE_NULL;
		digest_add(r, type == SQLITE_NULL ? "n" : "v", 1);
		t = type == SQLITE_NULL ? NULL : sqlite3_column_text(s, i);
		if (t != NULL)
			digest_add(r, t, strlen((const char *)t) + 1);
	}
}

static void
digest_table(struct db *d, const char *name, struct buf *out)
{
	struct digest_run *r;
	struct digest g;
	sqlite3_stmt *s = NULL;
	char *sql, hex[DIGEST_HEX];

	/* Every table is WITHOUT ROWID: its own order is that of its key. */
	sql = mem_printf("SELECT * FROM \"%s\"", name);
	if (sqlite3_prepare_v2(d->handle, sql, -1, &s, NULL) != SQLITE_OK)
		fail(d, sql);
	r = digest_begin();
	while (sqlite3_step(s) == SQLITE_ROW)
		digest_row(s, r);
	digest_end(r, &g);
	digest_hex(&g, hex);
	buf_printf(out, "%s %s\n", name, hex);
	sqlite3_finalize(s);
	free(sql);
}

void
db_digest(struct db *d, const char *const *skip, struct buf *out)
{
	sqlite3_stmt *s = NULL;
	const char *name;
	size_t i;

	if (sqlite3_prepare_v2(d->handle,
		"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
		-1, &s, NULL) != SQLITE_OK)
		fail(d, "tables");
	while (sqlite3_step(s) == SQLITE_ROW) {
		name = (const char *)sqlite3_column_text(s, 0);
		for (i = 0; skip[i] != NULL; i++)
			if (strcmp(skip[i], name) == 0)
				break;
		if (skip[i] == NULL)
			digest_table(d, name, out);
	}
	sqlite3_finalize(s);
}

bool
db_sums_hold(
    struct db *d, void (*differs)(void *arg, const char *table), void *arg)
{
	return sums_check(d->handle, differs, arg) != SUMS_NONE;
}

static struct stmt *
prepared(struct db *d, enum sql_id id)
{
	struct stmt *s;

	s = &d->stmts[id];
	if (s->s == NULL &&
	    sqlite3_prepare_v3(d->handle, sql_table[id].text, -1,
		SQLITE_PREPARE_PERSISTENT, &s->s, NULL) != SQLITE_OK)
		log_fatal(EX_SOFTWARE, "statement %s: %s", sql_table[id].name,
		    sqlite3_errmsg(d->handle));
	if (s->busy)
		log_fatal(
		    EX_SOFTWARE, "statement %s is in use", sql_table[id].name);
	s->busy = true;
	return s;
}

static void
bind(struct stmt *s, const char *fmt, va_list ap)
{
	const void *p;
	size_t len;
	int i, rc;

	if ((int)strlen(fmt) != sqlite3_bind_parameter_count(s->s))
		log_fatal(EX_SOFTWARE, "statement with wrong parameters: %s",
		    sqlite3_sql(s->s));
	for (i = 1; *fmt != '\0'; fmt++, i++) {
		switch (*fmt) {
		case 't':
			rc = sqlite3_bind_text(s->s, i,
			    va_arg(ap, const char *), -1, SQLITE_TRANSIENT);
			break;
		case 'i':
			rc = sqlite3_bind_int64(s->s, i, va_arg(ap, int64_t));
			break;
		default:
			p = va_arg(ap, const void *);
			len = va_arg(ap, size_t);
			rc = sqlite3_bind_blob64(
			    s->s, i, p, len, SQLITE_TRANSIENT);
			break;
		}
		if (rc != SQLITE_OK)
			fail(s->db, "bind");
	}
}

struct stmt *
db_query(struct db *d, enum sql_id id, const char *fmt, ...)
{
	struct stmt *s;
	va_list ap;

	s = prepared(d, id);
	va_start(ap, fmt);
	bind(s, fmt, ap);
	va_end(ap);
	return s;
}

bool
db_row(struct stmt *s)
{
	int rc;

	rc = sqlite3_step(s->s);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		fail(s->db, sqlite3_sql(s->s));
	db_end(s);
	return false;
}

const char *
db_text(struct stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s->s, column);
}

char *
db_textdup(struct stmt *s, int column, struct arena *a)
{
	const char *t;

	t = db_text(s, column);
	return t == NULL ? NULL : arena_strdup(a, t);
}

int64_t
db_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->s, column);
}

bool
db_null(struct stmt *s, int column)
{
	return sqlite3_column_type(s->s, column) == SQLITE_NULL;
}

const void *
db_blob(struct stmt *s, int column, size_t *len)
{
	*len = (size_t)sqlite3_column_bytes(s->s, column);
	return sqlite3_column_blob(s->s, column);
}

void
db_end(struct stmt *s)
{
	sqlite3_reset(s->s);
	sqlite3_clear_bindings(s->s);
	s->busy = false;
}

int
db_run(struct db *d, enum sql_id id, const char *fmt, ...)
{
	struct stmt *s;
	va_list ap;
	bool alone;
	int changed;

	s = prepared(d, id);
	va_start(ap, fmt);
	bind(s, fmt, ap);
	va_end(ap);
	/* What it writes and the sums over it stand together. */
	alone = d->sums != NULL && sqlite3_get_autocommit(d->handle) != 0;
	if (alone)
		db_begin(d);
	while (db_row(s))
		continue;
	changed = sqlite3_changes(d->handle);
	if (alone)
		db_commit(d);
	return changed;
}

int64_t
db_one(struct db *d, enum sql_id id, int64_t fallback, const char *fmt, ...)
{
	struct stmt *s;
	va_list ap;
	int64_t v = fallback;

	s = prepared(d, id);
	va_start(ap, fmt);
	bind(s, fmt, ap);
	va_end(ap);
	if (db_row(s)) {
		if (!db_null(s, 0))
			v = db_int(s, 0);
		db_end(s);
	}
	return v;
}
