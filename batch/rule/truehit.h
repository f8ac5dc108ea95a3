/*
 * True hits, what people say of them.  An attacker poses as a member, or under
 * a name like its own, and the member's term is the attack itself: an analyst
 * names the very values that are to be told as they are, and another analyst
 * confirms the digest of all that would then leave.  What comes of it:
 * release/uncut.h.
 */
#ifndef BATCH_TRUEHIT_H
#define BATCH_TRUEHIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct night;
struct ruling;

/* A ruling says which values of a submission; none ends it; the one signed
 * last holds.  False where it is about something else. */
bool truehit_rule(struct night *n, const struct ruling *r);

/* Somebody said a word on the bytes that would leave by a ruling (PACKAGE-ID/N,
 * and the same apart).  The newest of each analyst counts: one that is against
 * it stops it, one of another than its author confirms it. */
void truehit_hear(
    struct night *n, const char *ruling, const char *id, int64_t number);

/* One that somebody has yet to agree to. */
struct waiting_truehit {
	const char *ruling; /* PACKAGE-ID/N */
	const char *casefile, *submission, *analyst;
	const char *bytes;    /* of all that would leave */
	const char *provider; /* its word on the preview; or NULL */
	const char *preview;
	bool confirmed; /* by another analyst */
	const char **values;
	size_t value_count;
};

/* In the arena. */
struct waiting_truehit *truehit_waiting(
    struct db *d, struct arena *a, size_t *count);

#endif
