/*
 * The stage correlate: what is one attack.
 */
#ifndef BATCH_CORRELATE_H
#define BATCH_CORRELATE_H

struct night;

/* A key in more cases than this is everybody's and relates nothing. */
#define CORRELATE_COMMON 20

/* Takes the submissions that have no case; gives each one, by exact keys and
 * by likeness of text, and relates cases that share infrastructure. */
void correlate(struct night *n);

#endif
