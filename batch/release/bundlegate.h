/*
 * The gate at a finished bundle: every file is read once more, for everybody
 * in the roster and for the words of the submissions behind it.
 *
 * What the program writes itself is not searched for submissions' words: a
 * member may call "items.csv" sensitive, or the number that its item will
 * have, and must not hold up the others by it.  So those words are looked for
 * in what is told of a submission (an item without its number and dates) and
 * in the lists, but for what the lists say of any item; where several lists
 * write the same values each in its own way, in the table of them all.
 */
#ifndef BATCH_BUNDLEGATE_H
#define BATCH_BUNDLEGATE_H

#include "batch/release/objection.h"

struct bundle;
struct filepile;
struct night;
struct roster_audience;

/* Files by name.  It holds a few megabytes of them at a time, and keeps what it
 * says in the night's arena. */
struct objection bundlegate(struct night *n, const struct roster_audience *to,
    const struct bundle *b, struct filepile *files);

#endif
