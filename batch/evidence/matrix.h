/*
 * The mails of a case beside each other: feature by feature, what is the same
 * as in the first.
 */
#ifndef BATCH_MATRIX_H
#define BATCH_MATRIX_H

#include <stddef.h>

#include "batch/cases/featurerow.h"

struct hub;

/* Mails that are set beside each other. */
#define MATRIX_MAILS 12

struct matrix {
	struct featurerow *mails;
	size_t count;
	enum same same[FEATURES][MATRIX_MAILS]; /* as in the first mail */
};

/* Memory in the hub's arena. */
void matrix_of(struct hub *h, const char *id, struct matrix *out);
/* X, Y, Z as in the reports; then A, B, C. */
char matrix_letter(size_t mail);

#endif
