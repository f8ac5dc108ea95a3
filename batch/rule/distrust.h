/*
 * Keys that are no longer believed.
 */
#ifndef BATCH_DISTRUST_H
#define BATCH_DISTRUST_H

struct night;

/*
 * Takes the keys that the roster distrusts from a day on, whoever has them,
 * and gives back what came under them since: submissions as if withdrawn,
 * consents as if not given, sightings, acknowledgements and chapters as if
 * not sent; cases that they ruled say what others ruled, and are for review.
 * A person is told of each key, once, with what a machine cannot undo.
 */
void distrust(struct night *n);

#endif
