/*
 * A folder with all that is in it goes; no link is followed.
 */
#ifndef BATCH_TREE_H
#define BATCH_TREE_H

#include <stdbool.h>

/* False where something of it stays; errno says why.  That there is none is
 * no error. */
bool tree_remove(int dir, const char *name);

#endif
