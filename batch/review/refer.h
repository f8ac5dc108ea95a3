/*
 * Whether what a sitting's words refer to is there: cases, items, submissions,
 * runs, audiences, another's word to be confirmed.  The night would refuse the
 * whole package for one that is not, and with it all else that was decided.
 */
#ifndef BATCH_REFER_H
#define BATCH_REFER_H

#include "formats/base/say.h"

struct hub;
struct package;

/* NULL: all is there; else what is not, in the hub's arena.  analyst: who would
 * sign. */
const char *refer_fault(struct hub *h, const char *analyst, enum lang lang,
    const struct package *p);

#endif
