/*
 * hub.db made again from archive and journal: in place, or in memory, for who
 * only wants to know whether it can be done.
 */
#ifndef BATCH_REMAKE_H
#define BATCH_REMAKE_H

#include <stdbool.h>
#include <stddef.h>

/* How many bundles come out otherwise than the journal says; each is said. */
size_t remake_db(const char *hub);
/* The same, and the faults that check finds; nothing is left in the hub. */
size_t remake_tried(const char *hub);

#endif
