/*
 * Lists in JSON: a bundle of STIX 2.1, or events of MISP.
 */
#ifndef FORMATS_JSONLIST_H
#define FORMATS_JSONLIST_H

#include <stddef.h>

struct listing;

void jsonlist_read(const void *p, size_t len, struct listing *l);

#endif
