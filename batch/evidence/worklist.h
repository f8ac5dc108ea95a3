/*
 * Pairs of cases that are nearly the same and wait for an analyst to look.
 */
#ifndef BATCH_WORKLIST_H
#define BATCH_WORKLIST_H

#include <stddef.h>
#include <stdint.h>

struct hub;

struct look {
	const char *casefile, *with;
	int64_t score; /* thousandths */
	const char *why;
	const char *run; /* that found it */
};

/* All that wait, the likest first; in the hub's arena. */
struct look *worklist(struct hub *h, size_t *count);
/* What one run found. */
struct look *worklist_of_run(struct hub *h, const char *run, size_t *count);

#endif
