/*
 * The night's list once more, from the journal: brings hub.db to where the
 * journal stands.
 *
 * The journal holds what came in and that a night ended; everything between
 * follows from it, so the same list is run again, night by night, each with
 * the roster and the settings that it had.  All of the journal for a rebuild;
 * for a run only what a night that was killed left behind hub.db.
 *
 * What a night decided ("preview", "item", "release", "region") counts when its
 * "end" follows: then the database must come to the same bundles.
 */
#ifndef BATCH_REPLAY_H
#define BATCH_REPLAY_H

#include <stddef.h>

struct night;

/*
 * Leaves the journal open, for writing where the hub is locked for it, and the
 * night at its own time and name, with its own roster and settings.  Returns
 * how many bundles come out otherwise than the journal says; each is named on
 * standard error.
 */
size_t replay(struct night *n);

#endif
