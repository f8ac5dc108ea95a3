/*
 * Patterns of STIX 2.1 that say no more than a list can: one comparison by
 * equality, several of them joined by OR, digests of one file joined by AND.
 */
#ifndef FORMATS_STIXPATTERN_H
#define FORMATS_STIXPATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct stixpattern_value {
	const char *path;  /* "file:hashes.'SHA-256'" without quotes */
	const char *value; /* without escapes */
};

/* The values that it compares with; NULL: it says something else. */
struct stixpattern_value *stixpattern_read(
    struct arena *a, const char *pattern, size_t *count);

#endif
