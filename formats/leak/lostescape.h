/*
 * ISO-2022-JP that has lost the ESC before its $B: whoever reads it needs only
 * to put it back.  Each run, and all together: a name may change its set.
 */
#ifndef FORMATS_LOSTESCAPE_H
#define FORMATS_LOSTESCAPE_H

#include <stddef.h>

struct decoding;

/* The text ends in NUL. */
void lostescape_read(struct decoding *d, const char *text, size_t len);

#endif
