/*
 * What a run did, told four ways from the same facts: runs/RUN/run.xml,
 * run.html, JSON on request, and lines for a person.
 */
#ifndef BATCH_RUNPAGE_H
#define BATCH_RUNPAGE_H

#include <stdbool.h>

struct night;

/* Writes runs/RUN/; a dry run writes nothing. */
void runpage(struct night *n);
/* The pages of runs that were killed before they wrote one; what such a run of
 * this one's name took stands on this one's.  Behind replay(). */
void runpage_late(struct night *n);
/* To standard output. */
void runpage_print(struct night *n, bool json);

#endif
