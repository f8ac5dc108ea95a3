/*
 * The links in a mail.
 */
#ifndef FORMATS_MAILURL_H
#define FORMATS_MAILURL_H

#include <stddef.h>

struct arena;
struct buf;
struct mail;

/* Adds every URL in the bytes (text, or HTML attributes) to the mail's. */
void mailurl_add(struct arena *a, struct mail *m, const char *p, size_t len);
/* The same for the source of a page that has been read: those of no host that
 * the mail has a URL of yet, without the names of formats. */
void mailurl_add_missed(
    struct arena *a, struct mail *m, const char *p, size_t len);
/* Appends where a browser goes for the value of an attribute, in ASCII: without
 * the blanks round it and the line ends in it, \ as /, letters beyond ASCII and
 * what no URL holds percent-coded, the host as A-labels.  Nothing where it is
 * not of the web. */
void mailurl_browsed(struct buf *out, const char *value);
/* Sorts the mail's URLs and drops repeats. */
void mailurl_done(struct mail *m);

#endif
