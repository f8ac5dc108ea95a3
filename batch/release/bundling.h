/*
 * A bundle in the making: its head, its items, and the archive that is made
 * and read twice.  Nothing of it is kept here.
 */
#ifndef BATCH_BUNDLING_H
#define BATCH_BUNDLING_H

#include <stddef.h>

#include "batch/release/objection.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/out/bundle.h"

struct item;
struct night;
struct roster_audience;

struct bundling {
	struct bundle head;
	struct item *items; /* by id */
	size_t item_count;
	struct buf archive;
	struct digest digest; /* of the archive */
};

/* The next bundle of the audience, behind the last one that was kept. */
void bundling_head(
    struct night *n, const struct roster_audience *to, struct bundle *b);
/* Those of the night's outgoing editions that are for the audience. */
void bundling_take_items(
    struct night *n, const struct roster_audience *to, struct bundling *b);
/* Made and read twice; what speaks against it. */
struct objection bundling_finish(
    struct night *n, const struct roster_audience *to, struct bundling *b);

#endif
