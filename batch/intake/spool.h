/*
 * The spool: one copy of each file that was found, by digest, until it is
 * filed. A dry run has one of its own.
 */
#ifndef BATCH_SPOOL_H
#define BATCH_SPOOL_H

#include <stdbool.h>

struct night;

/* Directory of the copies. */
const char *spool_dir(const struct night *n);
/* Path of a copy, in the night's arena. */
const char *spool_path(struct night *n, const char *sha256);
/* Whether the copy has the bytes that its name says. */
bool spool_is_whole(struct night *n, const char *sha256);
/* Removes what a dry run, or a copy cut off half way, left behind. */
void spool_sweep(struct night *n);

#endif
