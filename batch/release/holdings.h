/*
 * Whose a host or an address is, by the roster: those that hold its domain or
 * network.  However many members there are, a look-up takes a few steps.
 */
#ifndef BATCH_HOLDINGS_H
#define BATCH_HOLDINGS_H

#include <stddef.h>

struct arena;
struct holdings;
struct roster;
struct roster_member;

/* Of all members; holdings_free() ends it.  The arena and the roster outlive
 * it. */
struct holdings *holdings_new(struct arena *a, const struct roster *r);
void holdings_free(struct holdings *h); /* NULL is fine */
/* Those that hold it, in the arena; a host in lower case, an address, or a
 * range that lies in theirs whole or holds one of theirs. */
const struct roster_member **holdings_of(
    struct holdings *h, const char *place, size_t *count);

#endif
