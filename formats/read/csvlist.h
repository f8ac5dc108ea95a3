/*
 * CSV as RFC 4180 has it, in UTF-8 (with or without a mark of byte order) or
 * CP932, with a head line; commas, or tabs or semicolons throughout.
 */
#ifndef FORMATS_CSVLIST_H
#define FORMATS_CSVLIST_H

#include <stddef.h>

struct arena;
struct listing;

void csvlist_read(
    struct arena *a, const void *p, size_t len, struct listing *l);

#endif
