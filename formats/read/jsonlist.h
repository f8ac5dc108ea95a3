/*
 * Lists in JSON: a bundle of STIX 2.1, or events of MISP.
 */
#ifndef FORMATS_JSONLIST_H
#define FORMATS_JSONLIST_H

#include <stddef.h>

struct arena;
struct listing;

void jsonlist_read(
    struct arena *a, const void *p, size_t len, struct listing *l);

#endif
