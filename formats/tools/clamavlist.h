/*
 * Signatures for ClamAV (.hsb): SHA-256, size, name.  What came out is names of
 * signatures to be passed over (.ign2): a file that another one's signature
 * finds is found still.
 */
#ifndef FORMATS_CLAMAVLIST_H
#define FORMATS_CLAMAVLIST_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

#define CLAMAV(id)                                            \
	int clamavlist_##id(struct arena *a, struct buf *out, \
	    const struct bundle *b, const struct item *items, size_t count)
CLAMAV(block);
CLAMAV(search);
CLAMAV(block_removed);
CLAMAV(search_removed);
#undef CLAMAV

#endif
