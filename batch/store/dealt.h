/*
 * Names that the hub deals: a letter for what it is, the year, and eight
 * characters of Crockford's base32 of a digest.  Pure.
 */
#ifndef BATCH_DEALT_H
#define BATCH_DEALT_H

struct arena;
struct digest;

/* S-2017-7K3QM2XB; day: "2017-08-04". */
const char *dealt_name(
    struct arena *a, char kind, const char *day, const struct digest *d);

#endif
