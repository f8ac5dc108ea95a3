/*
 * stix.json: the items of a bundle in STIX 2.1, with the markings of TLP 2.0.
 * Objects stand by type and id.  What is over is revoked under the ids that it
 * was told with.
 */
#ifndef FORMATS_STIX_H
#define FORMATS_STIX_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

int stix_json(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);

#endif
