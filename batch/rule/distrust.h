/*
 * Keys that are no longer believed.
 */
#ifndef BATCH_DISTRUST_H
#define BATCH_DISTRUST_H

struct night;

/* Takes the keys that the roster distrusts from a day on; what was accepted
 * under them since is treated as withdrawn, and consents that came under them
 * are asked for again. */
void distrust(struct night *n);

#endif
