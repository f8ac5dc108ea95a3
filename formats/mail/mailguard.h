/*
 * What would hurt the MIME library is seen in the raw mail, before it is fed:
 * GMime copies headers many times over, and takes groups inside groups of an
 * address field by recursion.
 */
#ifndef FORMATS_MAILGUARD_H
#define FORMATS_MAILGUARD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* The mail's header block is larger than LIMIT_HEADERS, or has more than
 * LIMIT_HEADER_LINES. */
bool mailguard_too_large(const char *p, size_t len);
/* p itself, or a copy of the same length in which fields with more than
 * LIMIT_GROUPS colons have lost them. */
const char *mailguard_defuse(struct arena *a, const char *p, size_t len);

#endif
