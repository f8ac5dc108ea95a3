/*
 * Names in mail texts: two mails that differ by whom they name are the same.
 */
#ifndef FORMATS_MAILNAMES_H
#define FORMATS_MAILNAMES_H

#include <stddef.h>

struct arena;
struct mailnames;

/*
 * Names of recipients (organisations, people, hosts), as people write them.
 * Those of one letter, or of two of ASCII, count with their company form only,
 * and are passed over where they have none.  In the arena.
 */
struct mailnames *mailnames_new(
    struct arena *a, const char *const *names, size_t count);
/* A normal form in which every name of the book is a slot (N), together with
 * the company forms beside it.  book may be NULL.  In the arena. */
char *mailnames_apply(
    const struct mailnames *book, struct arena *a, const char *norm);

#endif
