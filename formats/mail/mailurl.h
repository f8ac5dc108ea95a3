/*
 * The links in a mail.
 */
#ifndef FORMATS_MAILURL_H
#define FORMATS_MAILURL_H

#include <stddef.h>

struct arena;
struct mail;

/* Adds every URL in the bytes (text, or HTML attributes) to the mail's. */
void mailurl_add(struct arena *a, struct mail *m, const char *p, size_t len);
/* Sorts the mail's URLs and drops repeats. */
void mailurl_done(struct mail *m);

#endif
