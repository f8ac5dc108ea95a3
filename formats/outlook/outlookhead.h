/*
 * The head of a mail out of its properties: the fields that it came with, and
 * those that are not among them.
 */
#ifndef FORMATS_OUTLOOKHEAD_H
#define FORMATS_OUTLOOKHEAD_H

#include <stdbool.h>

struct arena;
struct buf;
struct mapi_item;

/* Appends the fields; false: there were more than are kept. */
bool outlookhead_put(
    struct arena *a, struct buf *out, const struct mapi_item *item);
/* Appends a field; the value on one line. */
void outlookhead_field(struct buf *out, const char *name, const char *value);

#endif
