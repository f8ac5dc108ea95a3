/*
 * A chapter of a report as its second analyst reads it: every block with what
 * it is, its words and marks as they were written.
 */
#ifndef BATCH_TELLCHAPTER_H
#define BATCH_TELLCHAPTER_H

struct tell;
struct waiting_chapter;

void tellchapter(struct tell *t, const struct waiting_chapter *w);

#endif
