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
/* What the lists of one package may hold. */
struct listread_room {
	size_t values, bytes; /* that are left */
};

/* Reads a list, and takes what it holds off the room. */
struct listing *listread(
    struct arena *a, const void *p, size_t len, struct listread_room *room);

/* Whether a file that was sent as something else looks like a list: by its
 * beginning, and, a workbook, by its name; else NULL.  Nothing is taken. */
struct listing *listread_look(
    struct arena *a, const char *name, const void *p, size_t len);

#endif
