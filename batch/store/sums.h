/*
 * A sum over the rows of each table, which whoever writes the database keeps
 * as it writes: rows that got there, or went, by another hand are found by
 * adding up, without deriving anything again.  A sum does not hang on the
 * order of rows, and costs the same however many there are.
 *
 * They stand in the table state, which is no part of them.  A database that
 * was made before they were kept has none until it is rebuilt.
 */
#ifndef BATCH_SUMS_H
#define BATCH_SUMS_H

#include <stdbool.h>

struct sqlite3;
struct sums;

/* From the database's making on. */
#define SUMS_BEGIN "INSERT INTO state (key, value) VALUES ('rows', '1')"

/* Follows what is written through the handle; NULL: the database has none. */
struct sums *sums_follow(struct sqlite3 *handle);
void sums_free(struct sums *s); /* NULL is fine, here and below */
/* A transaction begins, or was rolled back. */
void sums_forget(struct sums *s);
/* In the open transaction, before it is committed. */
void sums_store(struct sums *s);

enum sums_verdict { SUMS_NONE, SUMS_HOLD, SUMS_DIFFER };

/* Adds up all rows; tells each table that has others than were written. */
enum sums_verdict sums_check(struct sqlite3 *handle,
    void (*differs)(void *arg, const char *table), void *arg);

#endif
