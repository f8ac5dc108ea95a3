/*
 * What goes out of a run: letters, previews, bundles, sealed and put into
 * outbox/.  Everything here can be done again: the decision stands in the
 * journal, the bytes before signing in the database.
 */
#ifndef BATCH_OUTBOX_H
#define BATCH_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

struct night;

/* Puts everything of the run into the outbox, dated by it (at, seconds since
 * 1970); false where a bundle found no reader with a usable key and must wait.
 */
bool outbox_publish(struct night *n, const char *run, int64_t at);
/* Notes in the database that it is done: the kept bytes go. */
void outbox_published(struct night *n, const char *run);
/* Puts HUB/hub.asc beside the bundles of every audience and member that has
 * any, so that readers hear of new subkeys and of revocations. */
void outbox_hub_key(struct night *n);

#endif
