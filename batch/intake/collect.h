/*
 * First stage: finds new files in the inbox and on media and copies each once
 * into the spool.  Nothing is judged by its name; nothing that is not a plain
 * file of its own is read; what may still be arriving (upload.h) waits.
 */
#ifndef BATCH_COLLECT_H
#define BATCH_COLLECT_H

struct night;

/* Takes what lies in the inbox, on the media and, of a killed night, in the
 * spool; gives the arrivals, in the order of their turns. */
void collect(struct night *n);

#endif
