/*
 * A list of indicators in any of the forms that are known, by its content.
 */
#ifndef FORMATS_LISTREAD_H
#define FORMATS_LISTREAD_H

#include <stddef.h>

struct arena;
struct listing;

/* Once per process, before the lock-down. */
void listread_setup(void);
/* Reads a list; room: how many more values the package may hold. */
struct listing *listread(
    struct arena *a, const void *p, size_t len, size_t room);

#endif
