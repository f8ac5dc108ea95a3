/*
 * What came in a period, by what it is and how much of it was read: for
 * analysts, to see for which kinds of files a reader is wanted.  Words of the
 * hub's own and counts only; lies beside the reports, never in one.
 */
#ifndef BATCH_UNREADCOUNT_H
#define BATCH_UNREADCOUNT_H

struct buf;
struct hub;

/* As CSV, of what was taken from the first to the last day and is not
 * withdrawn. */
void unreadcount_write(
    struct hub *h, const char *first, const char *last, struct buf *b);

#endif
