/*
 * The night as a list of its ten stages: run.c is the page to read first.
 */
#ifndef BATCH_RUN_H
#define BATCH_RUN_H

struct night;

/* All stages, once: what was found tonight is taken, decided and given out. */
void night_run(struct night *n);
/* The stages that decide, in a transaction that stays open: the night's own
 * part of the list, and all of it that a replay repeats. */
void night_decide(struct night *n);

#endif
