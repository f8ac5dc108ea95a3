/*
 * What became of a member's own submissions, as it may know it: made of what
 * its audiences were told, its own words, and rulings made on that submission.
 * Nothing of what is due to others, of the gate or of a case can be reached
 * from here.  Each change is told once.
 */
#ifndef BATCH_NEWS_H
#define BATCH_NEWS_H

struct night;

/* The stage behind release(): notes what changed tonight. */
void news(struct night *n);

#endif
