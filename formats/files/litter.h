/*
 * What Windows and macOS put into folders and archives without being asked:
 * views, icons, thumbnails, the second half of a file.  Nobody meant to send
 * it, and nobody reads it.
 */
#ifndef FORMATS_LITTER_H
#define FORMATS_LITTER_H

#include <stdbool.h>

/* path: of a member of an archive. */
bool litter_is(const char *path);

#endif
