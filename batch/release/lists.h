/*
 * What the lists of a bundle hold: every value that the live items of its
 * audience tell, as of this bundle, without what expired and what nobody may
 * block; and what came out since the bundle before.  It rests on what was told
 * there, the roster, the settings and the day, and on nothing else that came.
 */
#ifndef BATCH_LISTS_H
#define BATCH_LISTS_H

struct bundle;
struct night;
struct roster_audience;

/* Fills b->held, and b->tlp where a value is stricter. */
void lists_fill(
    struct night *n, const struct roster_audience *to, struct bundle *b);
/* Notes what they hold, for the next bundle, and tells the analyst what was
 * kept out of them from now on. */
void lists_keep(
    struct night *n, const struct roster_audience *to, const struct bundle *b);

#endif
