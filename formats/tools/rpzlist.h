/*
 * Response policy zones for resolvers (BIND, Unbound, Knot, PowerDNS): one that
 * says that a name does not exist, and one that lets it pass and is logged.
 * Names are relative: the reader names the zone.  The serial is the bundle's
 * number.  What came out is a zone of the same records, to delete by.
 */
#ifndef FORMATS_RPZLIST_H
#define FORMATS_RPZLIST_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

#define ZONE(id)                                                             \
	int rpzlist_##id(struct arena *a, struct buf *out,                   \
	    const struct bundle *b, const struct item *items, size_t count); \
	int rpzlist_##id##_removed(struct arena *a, struct buf *out,         \
	    const struct bundle *b, const struct item *items, size_t count)
ZONE(block);
ZONE(search);
#undef ZONE

#endif
