/*
 * Where a hub is at home: the machine, and the journal's very file there, by
 * its inode and the time it was born.  HUB/place says it, and is in no backup.
 * A copy of the hub, on this machine or another, lies in another place: it may
 * be read, and sends nothing until a person begins a new line there
 * (backup/anew.h).
 *
 * What the machine or the file system does not tell is not compared.
 */
#ifndef BATCH_PLACE_H
#define BATCH_PLACE_H

#include <stdbool.h>
#include <stddef.h>

struct hub;

#define PLACE_NAME "place"

/* The hub beneath that directory is at home where it lies now; path for
 * messages. */
void place_settle(int dir, const char *path);
/* It is at home nowhere, wherever it lies. */
void place_nowhere(int dir);
/* NULL: the hub is at home here, or would be, where it is from before places
 * were kept; else why not. */
const char *place_stranger(struct hub *h);
/* Ends the program with EX_CONFIG where a hub is not at home, and says what to
 * do.  A hub from before places were kept is at home where it runs first. */
void place_check(struct hub *h);

#endif
