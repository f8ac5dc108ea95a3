/*
 * What must not be said once more of an item, also not to say that it is over.
 */
#ifndef BATCH_STRUCK_H
#define BATCH_STRUCK_H

#include <stdbool.h>

struct outgoing;

/* Whether the value says what was struck out of the item, or a word that does
 * not leave with it any more. */
bool struck_from(const struct outgoing *o, const char *value);

#endif
