/*
 * What of a submission was not read, or only in part, as hub.db has it:
 * formats/out/unread.h says what that may be.
 */
#ifndef BATCH_UNREAD_H
#define BATCH_UNREAD_H

#include <stddef.h>
#include <stdint.h>

#include "formats/out/unread.h"

struct arena;
struct hub;

/* In the order of the files; in the arena, safe to be shown. */
struct unread *unread_of(
    struct hub *h, struct arena *a, const char *submission, size_t *count);
/* Submissions taken since that day with a mail of which nothing is known. */
int64_t unread_since(struct hub *h, const char *day);

/* A submission with such parts, on whose case nobody has ruled since. */
struct unread_waiting {
	const char *casefile;
	struct unread *parts;
	size_t count;
};
/* In the hub's arena. */
struct unread_waiting *unread_waiting(struct hub *h, size_t *count);

#endif
