/*
 * A zip as Windows opens it: ASCII names, members stored, sizes before the
 * bytes, one time for all; the same input gives the same bytes.  libarchive
 * would write the sizes behind each member, where Explorer does not look.
 */
#ifndef FORMATS_ZIPWRITE_H
#define FORMATS_ZIPWRITE_H

#include <stddef.h>
#include <stdint.h>

struct archive_file;
struct buf;

/* Appends a zip of the files, in the order given, every time set to the given
 * seconds in the zone at hand.  -1: more than a zip without zip64 holds. */
int zip_write(struct buf *out, const struct archive_file *files, size_t count,
    int64_t at);

#endif
