/*
 * Who is gone from the roster since the last night.  Nobody is deleted from a
 * roster: who leaves gets a last day.  One who is gone was lost by a slip of
 * the editor, and with him the words by which the gate protects him.
 */
#ifndef BATCH_ROSTERCARE_H
#define BATCH_ROSTERCARE_H

struct night;

/* Says who is gone; ends the program with EX_CONFIG where most are. */
void rostercare(struct night *n);

#endif
