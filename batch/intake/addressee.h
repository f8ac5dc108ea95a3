/*
 * Whom of the members a text names by address.  A mail that was sent on in
 * the text of another has its recipients there, and in no field.
 */
#ifndef BATCH_ADDRESSEE_H
#define BATCH_ADDRESSEE_H

#include <stddef.h>

struct arena;
struct roster;

/* Addresses at members' domains, and the names before them ("Name <addr>");
 * in the arena. */
const char **addressees(
    struct arena *a, const struct roster *r, const char *text, size_t *count);

#endif
