/*
 * What a run did, from the same facts for its page, for JSON and for a line.
 */
#ifndef BATCH_TELLRUN_H
#define BATCH_TELLRUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arrival;
struct attention;
struct night;
struct tell;

/* Which run is told: tonight's, or one that was killed before it told. */
struct run_facts {
	const char *run;
	int64_t at;
	const struct arrival *late, *arrivals;
	size_t late_count, arrival_count;
	size_t unnamed; /* files that wait, and are none of the arrivals */
	struct attention *attention;
	size_t attention_count;
	size_t most;  /* of each list, for a page; 0: all */
	size_t plain; /* of what tells nothing in words of others: accepted
			 packages, items; 0: all */
	bool bare;    /* without what a sender named: files and packages */
	bool page;    /* in the hub's language, not in that of run.xml */
	bool terse;   /* without what was written for the occasion */
};

void tell_run(struct tell *t, struct night *n, const struct run_facts *r);

#endif
