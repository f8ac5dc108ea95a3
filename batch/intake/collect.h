/*
 * First stage: finds new files in the inbox and on media and copies each once
 * into the spool.  Nothing is judged by its name; nothing that is not a plain
 * file of its own is read; what is still being written waits.
 */
#ifndef BATCH_COLLECT_H
#define BATCH_COLLECT_H

struct arrival;
struct night;

/* "spool/SHA256" of an arrival, in the night's arena. */
const char *collect_spooled(struct night *n, const char *sha256);
/* Directory of the copies: "spool", or one of its own for a dry run. */
const char *collect_spool(const struct night *n);
/* Removes what a dry run, or a copy cut off half way, left behind. */
void collect_sweep(struct night *n);

#endif
