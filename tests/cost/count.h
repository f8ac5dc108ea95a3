/*
 * Counts what a piece of work costs: instructions under callgrind
 * (tests/cost/count.py reads them), CPU time without it.
 */
#ifndef TESTS_COST_COUNT_H
#define TESTS_COST_COUNT_H

#include <stddef.h>

/* Between the two lies the work; what prepares it stands before. */
void count_begin(void);
/* Prints "NAME SIZE MICROSECONDS", and leaves a dump of that name. */
void count_end(const char *name, size_t size);

#endif
