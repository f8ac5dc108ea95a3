/*
 * A breakdown as it would be told now, against every edition of the same
 * report before it: a reader has kept them all.
 */
#ifndef BATCH_EDITIONS_H
#define BATCH_EDITIONS_H

#include <stdbool.h>

struct dataset;
struct figures;

/* Whether a reader of any of them sees a change that is small, or of few. */
bool editions_few_since(const struct figures *f, const struct dataset *d);
/* Whether one of the whole period told nothing of it: what the next one told
 * would give that back to whoever supposes that the rest did not change. */
bool editions_withheld(const struct figures *f, const struct dataset *d);
/* What any of them hid stays hidden. */
void editions_hide(struct figures *f, struct dataset *d);

#endif
