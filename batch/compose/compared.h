/*
 * The mails of a view beside each other, told in words: same or not.
 */
#ifndef BATCH_COMPARED_H
#define BATCH_COMPARED_H

#include <stddef.h>

#include "batch/compose/compose.h"

struct features;
struct roster;

/* Adds to the composition what its mails have in common and where they differ:
 * words only, no value.  Changes the rows. */
void compared(struct arena *a, struct gate *g, const struct roster *roster,
    struct composition *c, struct features *rows, size_t count);

#endif
