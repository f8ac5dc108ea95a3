/*
 * All that an audience has, in one archive with which a series may begin: it
 * stands for the newest bundle and all before it, and the next bundle follows
 * it without a gap.  It is made of what the audience was told and is asked for
 * (tolditem.h), of roster and settings; of nothing else, so that it tells
 * nobody what the audience was not told, and has the same bytes for all who get
 * it that night.  It is read twice, as a bundle is.
 */
#ifndef BATCH_STATE_H
#define BATCH_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"

struct night;
struct roster_audience;

struct state {
	const char *audience;
	uint64_t sequence; /* of the bundle in whose place it stands */
	int64_t created;
	struct buf archive;   /* before signing; the caller's to free */
	struct digest digest; /* of the archive */
	size_t item_count;
};

/* False: the audience has had no bundle, or something speaks against it, which
 * night_attention() says.  An item that may not travel once more is left out,
 * which it says too.  Changes nothing. */
bool state_make(
    struct night *n, const struct roster_audience *to, struct state *out);

#endif
