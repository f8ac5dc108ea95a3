/*
 * Parts of notices, kept by what they were made of: an item that is told to
 * several audiences in the same words has one part, made once.  A part is known
 * by a digest of all that it was made of, so that whom it was made for first
 * cannot be seen in it.
 */
#ifndef FORMATS_NOTICEPART_H
#define FORMATS_NOTICEPART_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct digest;
struct noticeparts;

/* Of an item in a page: what stands before its name, and behind it. */
struct noticepart {
	const char *before, *behind;
	size_t before_len, behind_len;
};

struct noticeparts *noticeparts_new(void);
void noticeparts_free(struct noticeparts *p); /* NULL is fine */

bool noticeparts_have(
    const struct noticeparts *p, const struct digest *made_of);
/* Appends a part that it has, with the item's name. */
void noticeparts_put(struct noticeparts *p, const struct digest *made_of,
    const char *name, struct buf *out);
/* Bytes are copied. */
void noticeparts_keep(struct noticeparts *p, const struct digest *made_of,
    const struct noticepart *part);

#endif
