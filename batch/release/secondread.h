/*
 * The last reading of a bundle, in words of its own: shares nothing with the
 * code that decided the same before.
 */
#ifndef BATCH_SECONDREAD_H
#define BATCH_SECONDREAD_H

#include "batch/release/objection.h"

struct archive_file;
struct filepile;
struct night;
struct roster_audience;

/*
 * Reads the finished files of a bundle once more, before it is kept, and holds
 * each item against what its providers allowed: what does not agree.
 */
struct objection second_read(
    struct night *n, const struct roster_audience *to, struct filepile *files);
/* The same of one of them. */
struct objection second_read_one(struct night *n,
    const struct roster_audience *to, const struct archive_file *file);

/* Between these what an item says is read once of all equal ones, whatever
 * their own names are and those of items that they are related to. */
void second_begin(struct night *n);
void second_end(struct night *n);

#endif
