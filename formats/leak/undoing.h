/*
 * Texts with their escapes undone: percent, entities, backslashes and the like,
 * each kind through the whole text, and each word that it changes by itself.
 */
#ifndef FORMATS_UNDOING_H
#define FORMATS_UNDOING_H

#include <stddef.h>

struct decoding;

/* The text ends in NUL and holds none. */
void undoing_read(struct decoding *d, const char *text, size_t len);

#endif
