/*
 * The items that an audience has and that are in force, byte by byte as it was
 * told them last: no later word of anybody's changes them before another
 * edition leaves.
 */
#ifndef BATCH_TOLDITEM_H
#define BATCH_TOLDITEM_H

#include <stddef.h>

struct night;
struct outgoing;
struct roster_audience;

/* The edition goes out; one that says that it is over ends the item. */
void tolditem_note(struct night *n, const struct outgoing *o);
/* All of them, by id, as if each left tonight as it was told then; in the
 * night's arena. */
struct outgoing *tolditem_all(
    struct night *n, const struct roster_audience *to, size_t *count);

#endif
