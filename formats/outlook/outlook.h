/*
 * A mail in one of Outlook's forms, written anew in that of the internet, with
 * all that stands in it, so that it is read as any other mail is.  Pure, and
 * the same bytes for the same file.
 */
#ifndef FORMATS_OUTLOOK_H
#define FORMATS_OUTLOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/base/limits.h"

struct buf;

/* Bytes that one may become; attachments grow by a third. */
#define OUTLOOK_MOST (2U * LIMIT_MAIL)

/* Whether it begins as all of Windows' compound files do. */
bool outlook_is_compound(const void *p, size_t len);
/* Whether it is a .msg, or a TNEF. */
bool outlook_is_msg(const void *p, size_t len);
bool outlook_is_tnef(const void *p, size_t len);
/* Appends the mail; *partial is set where something could not be read.
 * false: it is neither.  Needs charset_setup(). */
bool outlook_mail(struct buf *out, const void *p, size_t len, bool *partial);

#endif
