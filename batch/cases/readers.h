/*
 * Who may be told of a submission, as one string: equal for two submissions
 * that the same readers may have.
 */
#ifndef BATCH_READERS_H
#define BATCH_READERS_H

struct night;

/* In the night's arena. */
const char *readers_of(struct night *n, const char *submission);

#endif
