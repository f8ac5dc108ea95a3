/*
 * Heads that other programs read and the MIME library does not: one that no
 * blank line ends, or a line of white space; a part without any; a field whose
 * colon stands on the next line.  The library would take what follows for
 * fields nobody asks for, up to the next blank line, and so lose it.  And a
 * last boundary that no line end follows.
 */
#ifndef FORMATS_MAILMEND_H
#define FORMATS_MAILMEND_H

#include <stddef.h>

struct arena;

/* The mail itself, or a copy in which such a head is mended; *len is its
 * length.  A line that is no field stays in a head where one of those that
 * mails have follows: senders break lines without white space. */
const char *mailmend(struct arena *a, const char *p, size_t *len);

#endif
