/*
 * hub.db behind named statements.  SQL stands beside the file that asks it,
 * as
 *	-- name: COUNT_FLOW
 *	SELECT ...;
 * and is made into enum sql_id (SQL_COUNT_FLOW) at build time.  Every failure
 * of the database ends the program with EX_IOERR: running again is safe.
 */
#ifndef BATCH_DB_H
#define BATCH_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sql-enum.h" /* generated: enum sql_id */

struct arena;
struct db;
struct stmt;

/* Opens dir/hub.db (WAL, synchronous=FULL), making it where create is true;
 * a newer schema ends the program with EX_CONFIG. */
struct db *db_open(const char *path, bool create, bool readonly);
/* A database of its own at that path, for as long as this process has it open:
 * no other finds it, and nothing of it is left when the process ends, however
 * it ends.  It holds what it cannot keep in its cache as hub.db does. */
struct db *db_open_scratch(const char *path);
void db_close(struct db *d); /* NULL is fine */
void db_begin(struct db *d);
void db_commit(struct db *d);
void db_rollback(struct db *d);
/* Many questions one after another, of one state: true where that was begun,
 * and is to be ended; within a transaction it stands already. */
bool db_begin_look(struct db *d);
void db_end_look(struct db *d, bool began);

/* Rows changed since the database was opened. */
int64_t db_changes(struct db *d);
/* A copy in memory, for a dry run and for check. */
struct db *db_copy(struct db *d);
/* Digest over every row of every table, in key order, but for blobs and the
 * tables named in skip (NULL-terminated): equal states, equal digests.  The
 * digest of one table is added as "NAME HEX\n" lines. */
struct buf;
void db_digest(struct db *d, const char *const *skip, struct buf *out);

/* Adds up the rows of each table, and tells those that have others than this
 * program wrote.  False: of this database no sums are kept (sums.h). */
bool db_sums_hold(
    struct db *d, void (*differs)(void *arg, const char *table), void *arg);

/*
 * Statement ready to run, with its parameters bound by fmt, one letter each:
 * t const char * (NULL: SQL NULL), i int64_t, b const void * and size_t.
 * Then db_row() until false; the statement resets itself there.
 */
struct stmt *db_query(struct db *d, enum sql_id id, const char *fmt, ...);
bool db_row(struct stmt *s);
/* Columns from 0.  Text is valid until the next db_row; NULL for NULL. */
const char *db_text(struct stmt *s, int column);
char *db_textdup(struct stmt *s, int column, struct arena *a);
int64_t db_int(struct stmt *s, int column);
bool db_null(struct stmt *s, int column);
const void *db_blob(struct stmt *s, int column, size_t *len);
void db_end(struct stmt *s); /* before the last row */
/* Runs a statement that gives no rows; returns rows changed. */
int db_run(struct db *d, enum sql_id id, const char *fmt, ...);
/* First column of the first row, or fallback where there is none. */
int64_t db_one(
    struct db *d, enum sql_id id, int64_t fallback, const char *fmt, ...);

#endif
