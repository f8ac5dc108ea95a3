/*
 * Files that programs put into mails of all kinds, by digest: they say nothing
 * of who attacks.  The list ships with the program (commonfiles.txt).
 */
#ifndef FORMATS_COMMONFILES_H
#define FORMATS_COMMONFILES_H

#include <stdbool.h>

/* hex: a SHA-256, in small letters. */
bool commonfiles_has(const char *hex);

#endif
