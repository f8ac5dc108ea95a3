/*
 * history.xml (urn:toiyaba:history:1): figures published before this hub ran.
 */
#ifndef FORMATS_HISTORY_H
#define FORMATS_HISTORY_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct history_period {
	const char *id;				  /* FY2012, 2017Q1 */
	int64_t submitted, targeted, shared, own; /* -1: not given */
	const char *source;			  /* or NULL */
};

struct history {
	struct history_period *periods;
	size_t count;
};

/* NULL and a message in err; memory in the arena. */
struct history *history_parse(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen);
/* NULL where the period is not told, or h is NULL. */
const struct history_period *history_period(
    const struct history *h, const char *id);

#endif
