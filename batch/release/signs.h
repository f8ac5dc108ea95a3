/*
 * Since when an item's values are told as they are, for the ids that others'
 * formats have for them, and what these must take back: what was told otherwise
 * or is told no more.  An id that was taken back never comes again.  All of it
 * rests on what this audience was told and on nothing else.
 */
#ifndef BATCH_SIGNS_H
#define BATCH_SIGNS_H

#include <stddef.h>

struct bundle;
struct held;
struct item;
struct night;
struct outgoing;
struct roster_audience;

/* Fills in the items, as the bundle has them, and what is revoked.  Behind
 * retraction_list() and lists_fill(), before tonight's editions are noted. */
void signs_fill(struct night *n, const struct roster_audience *to,
    struct item *items, size_t count, struct bundle *b);
/* The edition goes out, with lists that hold that. */
void signs_note(
    struct night *n, const struct outgoing *o, const struct held *h);

#endif
