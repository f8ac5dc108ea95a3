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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/buf.h"

struct night;

/*
 * Leaves the journal open, for writing where the hub is locked for it, and the
 * night at its own time and name, with its own roster and settings.  Returns
 * how many bundles come out otherwise than the journal says; each is named on
 * standard error.
 */
size_t replay(struct night *n);

/* A bundle as a past night made it. */
struct replayed {
	const char *audience;
	int64_t sequence;
	int64_t made;	    /* when */
	struct buf archive; /* before signing; the caller's to free */
	bool same;	    /* it has the digest that the journal says */
};

/* Follows the journal, in an empty database that the caller brings, to the
 * night of that bundle and no further; false where there is none.  The night is
 * left as replay() leaves it. */
bool replay_bundle(struct night *n, const char *audience, int64_t sequence,
    struct replayed *out);

#endif
