/*
 * How many organisations an item is told to concern: in steps, since one more
 * than last night's would tell which it was to somebody who knows the others.
 * Pure.
 */
#ifndef FORMATS_STEP_H
#define FORMATS_STEP_H

#include <stdint.h>

/* 3, 10, 30, 100 ...: the largest that is not above count; 0: none. */
uint64_t step_of(uint64_t count);

#endif
