/*
 * The names in a zip, which stand in it twice: libarchive takes a member's
 * from before its data, most other programs take it from the directory.
 * Source: APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16; no zip64, whose
 * members are larger than a package may be.
 */
#ifndef FORMATS_ZIPNAMES_H
#define FORMATS_ZIPNAMES_H

#include <stddef.h>

struct refusal;

/* 0 where both are the same bytes for every member, and nothing follows the
 * directory; else -1 and *why. */
int zipnames_check(const void *zip, size_t len, struct refusal *why);

#endif
