/*
 * Masks: strikes out of a text what a gate knows, so that it can be told.
 */
#ifndef BATCH_GATEMASK_H
#define BATCH_GATEMASK_H

struct arena;
struct gate;

/*
 * The text with every term, however it is spelt, replaced by a mask of one
 * length; of terms that lie over each other the longest.  Where masks make
 * halves of a term one again, and go on doing so, nothing is left but a mask.
 * In the arena.
 */
const char *gate_mask(struct gate *g, struct arena *a, const char *text);

#endif
