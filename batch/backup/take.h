/*
 * A hub into a backup: every plain file beneath it that list.h wants, as it is
 * while no run holds the hub.  What the last backup has of it under the same
 * inode, length and times is not read again.  Links are not followed.
 */
#ifndef BATCH_TAKE_H
#define BATCH_TAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct hub;
struct shelf;

struct taken {
	const char *name; /* of the list */
	char sha256[DIGEST_HEX];
	size_t files, added;
	uint64_t bytes, added_bytes;
	size_t faults; /* said on standard error */
};

/* full: reads all of the hub and of the shelf again. */
void take_hub(struct hub *h, struct shelf *s, bool full, struct taken *out);

#endif
