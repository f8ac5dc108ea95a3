/*
 * What people read (say.h) as lines of a telling: a text of the table is the
 * form of its line.
 */
#ifndef BATCH_TELLSAY_H
#define BATCH_TELLSAY_H

#include <stddef.h>

#include "formats/base/say.h"

struct tell;

/* On a line of its own, so many blanks from the margin. */
void tellsay(struct tell *t, unsigned indent, enum say what, enum lang l);
/* A text from outside (tellprose.h) behind that name; nothing where there is
 * none.  How many lines were left out. */
size_t tellsay_prose(struct tell *t, unsigned indent, enum say name,
    enum lang l, const char *text, size_t most);

/* What was said of several faults, a line each. */
void tellsay_faults(
    struct tell *t, unsigned indent, enum lang l, const char *english);

/* How many more there are of a list of which most are told (0: all); nothing
 * where that is none. */
void tellsay_more(struct tell *t, unsigned indent, enum say what, enum lang l,
    size_t count, size_t most);

#endif
