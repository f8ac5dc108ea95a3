/*
 * Files in memory: bytes handed to another process without a name on disk.
 */
#ifndef FORMATS_MEMFILE_H
#define FORMATS_MEMFILE_H

#include <stddef.h>

/* A file that holds the bytes, read from its beginning, closed on exec; -1 and
 * errno.  The name is what /proc shows. */
int memfile_of(const char *name, const void *p, size_t len);

#endif
