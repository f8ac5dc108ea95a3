/*
 * Whose keys one message is for: of those that count on the day.
 */
#ifndef BATCH_RECORD_READERS_H
#define BATCH_RECORD_READERS_H

#include <stddef.h>

struct night;

struct readers {
	const char **fingerprints;
	size_t count;
};

/* A member, scheme or agency. */
void readers_of_member(struct night *n, const char *id, struct readers *r);
void readers_of_audience(struct night *n, const char *id, struct readers *r);

#endif
