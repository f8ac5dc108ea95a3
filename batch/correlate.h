/*
 * Likeness of subjects, for the rule "the same text under a like subject".
 */
#ifndef BATCH_CORRELATE_H
#define BATCH_CORRELATE_H

#include <stdbool.h>

/* Both in normal form, NULL: none.  Jaccard of character pairs >= 0.15
 * (measured on 7,909 real mails: kits pad unlike lures with the same text). */
bool	correlate_like_subjects(const char *a, const char *b);

#endif
