/*
 * TNEF (MS-OXTNEF), what Outlook sends as winmail.dat: the properties of a
 * mail and its attachments, one after the other.
 */
#ifndef FORMATS_TNEF_H
#define FORMATS_TNEF_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct mapi_item;

bool tnef_is(const void *p, size_t len);
/* NULL: it is none.  depth: mails that may lie in each other; *partial is set
 * where something in it could not be read. */
struct mapi_item *tnef_read(
    struct arena *a, const void *p, size_t len, unsigned depth, bool *partial);

#endif
