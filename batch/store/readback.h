/*
 * What a file holds on its medium, past the cache where the kernel lets us ask:
 * not every file system can be read so.
 */
#ifndef BATCH_READBACK_H
#define BATCH_READBACK_H

#include <stdbool.h>

#include "formats/base/digest.h"

/* Of a file beneath dir, no link followed; false where it cannot be read
 * whole. */
bool readback_digest(int dir, const char *path, char sha256[DIGEST_HEX]);

#endif
