/*
 * A text from outside, told to a person: defanged, what turns or hides
 * characters made visible, folded to lines that each stand behind a mark, so
 * that none of it begins a line of a terminal or looks like the program's own.
 */
#ifndef BATCH_TELLPROSE_H
#define BATCH_TELLPROSE_H

#include <stddef.h>

struct buf;
struct tell;

#define TELLPROSE_COLUMNS 76 /* of a line, with its mark */

/* At most so many lines (0: all) in the map that is open, lead before each;
 * text alone says it.  How many were left out. */
size_t tellprose(
    struct tell *t, const char *text, const char *lead, size_t most);

/* Lines as rows of a terminal on which somebody is asked: folded, so that
 * nothing in them begins a row of it, and no link to be clicked on. */
void tellprose_rows(struct buf *out, const char *text);

#endif
