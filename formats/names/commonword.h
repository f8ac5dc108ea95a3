/*
 * Words and places of two kanji that everybody writes: a member called so is
 * found where nobody means it.
 */
#ifndef FORMATS_COMMONWORD_H
#define FORMATS_COMMONWORD_H

#include <stdbool.h>

/* False of what has more letters, or others. */
bool commonword(const char *word);

#endif
