/*
 * The features of mails as the database has them.
 */
#ifndef BATCH_FEATUREROW_H
#define BATCH_FEATUREROW_H

#include <stddef.h>
#include <stdint.h>

#include "formats/mail/feature.h"

struct arena;
struct db;

struct featurerow { /* one mail */
	const char *submission;
	int64_t n;
	struct features has;
};

/* Adds the mails of a submission to the rows; memory in the arena. */
void featurerow_load(struct db *d, struct arena *a, const char *submission,
    struct featurerow **rows, size_t *count);

#endif
