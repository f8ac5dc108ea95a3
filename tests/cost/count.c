#include <stdio.h>
#include <time.h>
#include <valgrind/callgrind.h>

#include "tests/cost/count.h"

static struct timespec began;

void
count_begin(void)
{
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
	CALLGRIND_START_INSTRUMENTATION;
	CALLGRIND_ZERO_STATS;
}

void
count_end(const char *name, size_t size)
{
	struct timespec ended;
	char line[200];

	snprintf(line, sizeof(line), "cost %s %zu", name, size);
	CALLGRIND_DUMP_STATS_AT(line);
	CALLGRIND_STOP_INSTRUMENTATION;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
	printf("%s %zu %ld\n", name, size,
	    (ended.tv_sec - began.tv_sec) * 1000000 +
		(ended.tv_nsec - began.tv_nsec) / 1000);
	fflush(stdout);
}
