/*
 * Outlook's .msg (MS-OXMSG), a compound file of properties, and the mails
 * inside it.
 */
#ifndef FORMATS_MSG_H
#define FORMATS_MSG_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct cfb;
struct mapi_item;

/* Whether a compound file holds one: its properties of a fixed size, or else
 * one of those that are streams. */
bool msg_is(const struct cfb *c);
/* NULL: it is none.  depth: mails that may lie in each other; *partial is set
 * where something in it could not be read. */
struct mapi_item *msg_read(
    struct arena *a, const void *p, size_t len, unsigned depth, bool *partial);

#endif
