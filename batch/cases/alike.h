/*
 * Pairs of submissions that were judged to be the same attack, as the database
 * keeps them (table alike): here they are written and read.
 */
#ifndef BATCH_ALIKE_H
#define BATCH_ALIKE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* The strength of a pair that nothing is stronger than. */
#define ALIKE_FULL 1000

struct alike {
	const char *with; /* the other */
	int64_t strength; /* thousandths */
	const char *why;  /* evidence for the one: joined.h */
};

/* By likeness of two mails, and by a digest; a pair keeps its strongest. */
void alike_mails(struct db *d, const char *x, int64_t x_n, const char *y,
    int64_t y_n, int64_t strength);
void alike_stated(
    struct db *d, const char *x, const char *y, const char *digest);
/* All pairs of a submission; in the arena. */
struct alike *alike_of(
    struct db *d, struct arena *a, const char *submission, size_t *count);

#endif
