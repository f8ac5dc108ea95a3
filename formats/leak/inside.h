/*
 * Archives and compressed streams, wherever in the bytes one begins: their
 * members' names and bytes, or what comes out.
 */
#ifndef FORMATS_INSIDE_H
#define FORMATS_INSIDE_H

#include <stddef.h>

struct decoding;

/* Once per process. */
void inside_setup(void);
/* Opens them, or where the search may not, says in it that one was met. */
void inside_read(struct decoding *d, const unsigned char *p, size_t len);

#endif
