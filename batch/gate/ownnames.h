/*
 * A member's own names in what it is about to send, through whatever they can
 * hide in, as the hub's gate would search for them.
 */
#ifndef BATCH_OWNNAMES_H
#define BATCH_OWNNAMES_H

#include <stddef.h>

struct archive_file;

/* Tells on standard error which of the names stand in which of the files, in
 * their names too.  How many files hold any. */
size_t ownnames_tell(const char *const *names, size_t name_count,
    const struct archive_file *files, size_t count);

#endif
