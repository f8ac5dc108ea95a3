/*
 * A reader who knows his own part: an organisation that gave some of what a
 * breakdown hides, and nobody, who knows none of it.  He has the sum of what
 * is hidden, takes out what he gave and what must at least be in the other
 * cells, and holds what is left against each of them.
 */
#ifndef BATCH_INSIDER_H
#define BATCH_INSIDER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct dataset;
struct limits;

/* Whether somebody is left with what the rule does not allow, of one measure;
 * false where nothing is hidden.  plain: small cells and complements are enough
 * for readers who know no more of them than everybody does. */
bool insider_learns(struct arena *a, const struct dataset *d, size_t measure,
    const struct limits *l, bool plain);

#endif
