/*
 * A campaign: an analyst gives the open card's case a name that other cases
 * bear, and the cases that strong relations connect with it the same name.
 */
#ifndef BATCH_GATHER_H
#define BATCH_GATHER_H

#include <stdbool.h>

struct sitting;

/* name: as it was typed behind the letter; else it is asked for.  Whether
 * something was decided. */
bool gather_ask(struct sitting *s, const char *name);

#endif
