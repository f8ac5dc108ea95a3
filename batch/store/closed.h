/*
 * A refusal that a person has dealt with: it asks for nobody's attention any
 * more.  It holds for the verdict that was then, and not for a later one on
 * the same bytes.
 */
#ifndef BATCH_CLOSED_H
#define BATCH_CLOSED_H

#include <stdint.h>

struct db;

struct closed {
	const char *sha256; /* of what lies in quarantine */
	int64_t at;
	const char *by; /* Unix user */
	const char *reason;
};

void closed_add(struct db *d, const struct closed *c);

#endif
