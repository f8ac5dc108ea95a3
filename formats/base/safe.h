/*
 * A passphrase in memory: a page of its own that is all zeros in a process
 * that is forked, stands in no core file and is not swapped.  The only place
 * where one is kept.
 */
#ifndef FORMATS_SAFE_H
#define FORMATS_SAFE_H

#include <stddef.h>

#define SAFE_TEXT 1024 /* bytes of one, its NUL included */

/* Copies a text, what is beyond SAFE_TEXT left out; ends the process where the
 * kernel gives no such page. */
char *safe_put(const char *text);
void safe_wipe(char *safe); /* NULL is fine */

#endif
