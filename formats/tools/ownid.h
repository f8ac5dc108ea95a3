/*
 * Ids for others' formats, and the moments that they want.  An id is a UUID
 * over the item's name, which is a keyed digest of one audience's (itemname.h),
 * and what is told of it: it joins what the name joins, keeps apart what the
 * name keeps apart, and can be guessed by nobody who has not the item.  A
 * moment is the first of a day that the item tells, in the hub's zone, and a
 * second more for each edition, so that a later one is always newer.
 */
#ifndef FORMATS_OWNID_H
#define FORMATS_OWNID_H

#include <stddef.h>
#include <stdint.h>

#include "formats/base/uuid.h"

struct item;

/* what: the kind of thing; item: its name; more: what tells it from others of
 * the item; none of them NULL. */
void ownid(
    const char *what, const char *item, const char *more, char out[UUID_TEXT]);

/* The hub itself, by its names: what it says of itself is part of the id. */
void ownid_hub(const char *ja, const char *en, char out[UUID_TEXT]);

/*
 * For who searches what leaves: writes zeros over each such UUID.  They are
 * digests, and among so many some spell a short word by chance, which would
 * hold a bundle each night.  What an item tells is read in items/ID.xml, where
 * nothing is left out.
 */
void ownid_forget(char *data, size_t len);
/* What stands there then. */
#define OWNID_FORGOTTEN "000000000000000000000000000000000000"

/* When the first of the day was, in the zone of the process; 0: it is none. */
int64_t ownid_morning(const char *day);
/* When an item was first shared, and when that edition of it was. */
int64_t ownid_created(const struct item *it);
int64_t ownid_modified(const struct item *it);
/* The same of any edition and the day on which it was told. */
int64_t ownid_moment(const char *day, unsigned edition);

#endif
