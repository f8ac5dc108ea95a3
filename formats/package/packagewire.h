/*
 * struct package over the wire, from the worker that read it to the hub, which
 * checks every value again.
 */
#ifndef FORMATS_PACKAGEWIRE_H
#define FORMATS_PACKAGEWIRE_H

#include <stddef.h>

struct arena;
struct buf;
struct package;

void package_write(struct buf *b, const struct package *p);
/* Checks every value with the predicates of valid.h; NULL where anything is
 * off (the worker was taken over, or is wrong). */
struct package *package_read(struct arena *a, const void *p, size_t len);

#endif
