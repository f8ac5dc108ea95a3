/*
 * Which mails are the same attack as others by likeness of text.  Each pair is
 * judged by the two alone (sameness.h) and once; candidates are found by bands
 * of MinHash (likeness.h: two texts that are alike share a key almost surely),
 * so that a night costs what its new mails cost.
 */
#ifndef BATCH_NEIGHBOURS_H
#define BATCH_NEIGHBOURS_H

#include <stddef.h>

struct neighbours;
struct night;

/* Takes submissions that are new and writes down which they are alike
 * (alike.h). */
struct neighbours *neighbours_judge(
    struct night *n, const char *const *submissions, size_t count);
/* Once all are in their cases: notes the pairs that a person should look at,
 * and ends. */
void neighbours_note(struct neighbours *b);
/* A ruling set it apart: later mails find it, whatever stands in its place. */
void neighbours_set_apart(struct night *n, const char *submission);

#endif
