/*
 * The mails of hub.db made ready for comparison, and kept so for a while:
 * the same few are compared with many.
 */
#ifndef BATCH_LURE_H
#define BATCH_LURE_H

#include <stdint.h>

#include "batch/cases/sameness.h"

struct db;
struct lures;

struct lures *lures_new(struct db *d);
void lures_free(struct lures *l);
/* The mail n of a submission.  Valid until lures_tidy(). */
struct lure *lures_get(struct lures *l, const char *submission, int64_t n);
/* Forgets everything once it takes more than a share of memory. */
void lures_tidy(struct lures *l);

#endif
