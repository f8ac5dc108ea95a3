/*
 * The hub's public key as the hub sends it beside the bundles: brings new
 * subkeys and revocations, which the primary key vouches for.  Only for the
 * hub that is pinned.
 */
#ifndef BATCH_HUBKEY_H
#define BATCH_HUBKEY_H

#include <stdbool.h>

struct arena;
struct ring;

/* From hub.asc beside a bundle's file, and above it as in the hub's outbox.
 * False where one was not taken, which is said. */
bool hubkey_refresh(
    struct arena *a, struct ring *r, const char *hub, const char *bundle);

#endif
