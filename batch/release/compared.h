/*
 * The mails of a view beside each other, told in words: same or not.
 */
#ifndef BATCH_COMPARED_H
#define BATCH_COMPARED_H

#include <stddef.h>

#include "batch/release/compose.h"

struct feature_row;
struct night;

/* Adds to the composition what its mails have in common and where they differ:
 * words only, no value.  Changes the rows. */
void compared(struct night *n, struct composition *c, struct feature_row *rows,
    size_t count);

#endif
