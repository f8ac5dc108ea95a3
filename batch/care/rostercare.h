/*
 * Who is gone from the roster since the last night.  Nobody is deleted from a
 * roster: who leaves gets a last day.  One who is gone was lost by a slip of
 * the editor, and with him the words by which the gate protects him.  Of a
 * roster that is new, besides, what in it is lawful and will be regretted:
 * names that are words of every day, sets of members so small that an item
 * tells whose it is.
 */
#ifndef BATCH_ROSTERCARE_H
#define BATCH_ROSTERCARE_H

struct night;

/* Says all that; ends the program with EX_CONFIG where most are gone. */
void rostercare(struct night *n);

#endif
