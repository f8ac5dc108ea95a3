/*
 * The text of a mail: what a reader sees of HTML, the links in it, and the
 * normal form by which two texts are the same.
 */
#ifndef FORMATS_MAILTEXT_H
#define FORMATS_MAILTEXT_H

#include <stddef.h>

struct arena;
struct buf;
struct mail;

/* Appends the visible text of an HTML document (UTF-8); hidden elements,
 * scripts and styles are left out.  Linear in len. */
void mailtext_html(struct buf *out, const char *p, size_t len);
/* Adds every URL in the bytes (text, or HTML attributes) to the mail's. */
void mailtext_urls(struct arena *a, struct mail *m, const char *p, size_t len);
/* Sorts the mail's URLs and drops repeats. */
void mailtext_urls_done(struct mail *m);

#endif
