/*
 * One part of a mail: its fields as they were written, its bytes, its name,
 * and what it is besides a text or a file.
 */
#ifndef FORMATS_MAILPART_H
#define FORMATS_MAILPART_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct filefact;
struct walk;

/* The bytes (mailform.h) as a mail; NULL: its head is too large to be read.
 * What has more parts and fields than the library is given is cut, and noted in
 * the walk.  The caller lets it go. */
GMimeMessage *mailpart_message(struct walk *w, const void *p, size_t len);
/* The first field of that name, raw; NULL: none, or no part. */
const char *mailpart_field(GMimeObject *o, const char *name);
/* Whether it stands there again, with another value. */
bool mailpart_field_twice(GMimeObject *o, const char *name);
bool mailpart_is(GMimeObject *o, const char *type, const char *subtype);
bool mailpart_disposed(GMimeObject *o, const char *word);
/* NULL: it has none. */
const char *mailpart_name(struct arena *a, GMimeObject *o, bool *bad);
/* Its content with the transfer encoding undone. */
void mailpart_bytes(GMimePart *part, struct buf *out);

/* Whether it was put there by a program, for programs: a signature, a key, a
 * card of the sender, a report of delivery, a calendar, an HTML page that
 * shows nothing.  Never what runs or opens. */
bool mailpart_is_made(
    GMimeObject *o, const struct filefact *f, const void *p, size_t len);
/* Whether the part holds a whole mail, whatever it is called. */
bool mailpart_is_mail(
    GMimeObject *o, const char *name, const char *p, size_t len);
/* Whether the name (NULL: none) ends so, in any case. */
bool mailpart_ends(const char *name, const char *ending);
/* Whether a file of that name is a mail as programs save it. */
bool mailpart_saved_mail(const char *name);
/* Whether the mail says that another could not be delivered, or was read. */
bool mailpart_is_bounce(GMimeMessage *msg);

#endif
