/*
 * Cases in the database: numbers, mergers, and which submission is in which.
 */
#ifndef BATCH_CASEFILE_H
#define BATCH_CASEFILE_H

#include <stdint.h>

struct arena;
struct db;
struct night;

/* The case that an id stands for today, mergers followed; in the arena. */
const char *casefile_resolve(struct db *d, struct arena *a, const char *id);
/* Makes the next case of the night's year; its id, in the night's arena.  Of
 * several in a row *last is the number of the one before, 0 for the first. */
const char *casefile_new(struct night *n, int64_t *last);
/* Puts a submission into a case, with the evidence why, and marks both the
 * old and the new case as changed. */
void casefile_assign(struct night *n, const char *submission, const char *id,
    const char *joined);
/* All of one case goes into the other, which is closed where one of them is. */
void casefile_merge(
    struct night *n, const char *from, const char *into, const char *joined);
/* A case that was split from one whose items a ruling took back is closed too,
 * until a ruling opens it. */
void casefile_seal(struct night *n, const char *from, const char *id);
/* Something about all of the case changed: the views of what is in it are
 * composed again tonight. */
void casefile_dirty(struct night *n, const char *id);

#endif
