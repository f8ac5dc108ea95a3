/*
 * A card's ruling in the analyst's editor.  What comes back is taken only where
 * the hub's own schema and rules take it; else he is told why, with the line,
 * and offered it again.
 */
#ifndef BATCH_REWRITE_H
#define BATCH_REWRITE_H

#include <stdbool.h>

struct sitting;

/* Whether the ruling is another one now. */
bool rewrite(struct sitting *s);

#endif
