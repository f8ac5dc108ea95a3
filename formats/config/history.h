/*
 * history.xml (urn:toiyaba:history:1): figures published before this hub ran,
 * and what happened besides.
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

/* Something that happened before the roster or beside it. */
struct history_event {
	const char *when;    /* 2011, 2011-08, 2011-10-25 */
	const char *ja, *en; /* both, where either is given */
};

struct history {
	struct history_period *periods;
	size_t count;
	struct history_event *events;
	size_t event_count;
};

/* NULL and a message in err; memory in the arena. */
struct history *history_parse(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen);
/* NULL where the period is not told, or h is NULL. */
const struct history_period *history_period(
    const struct history *h, const char *id);

#endif
