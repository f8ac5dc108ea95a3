/*
 * The stage release, and the gate's second reading: items into bundles.
 */
#ifndef BATCH_RELEASE_H
#define BATCH_RELEASE_H

struct night;

/* Takes the editions of the night; gives each audience that gets any its
 * bundle, kept in the database until record() has published it. */
void release(struct night *n);

#endif
