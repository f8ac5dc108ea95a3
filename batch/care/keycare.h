/*
 * Which keys need somebody's care: dated in the roster as in use, and absent,
 * revoked, expired or about to expire.  Pure: roster and keys in, list out.
 */
#ifndef BATCH_KEYCARE_H
#define BATCH_KEYCARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct ring_key;
struct roster;

enum key_trouble { KEY_ABSENT, KEY_REVOKED, KEY_EXPIRED, KEY_EXPIRING };

struct key_care {
	const char *holder; /* member or audience; "hub" */
	const char *fingerprint;
	enum key_trouble trouble;
	int64_t expires; /* 0 where it does not matter */
};

struct keycare_question {
	const struct roster *roster;
	const char *hub_key; /* fingerprint; or NULL: not asked */
	const struct ring_key *keys;
	size_t key_count;
	bool all;	   /* keys are the whole ring: what is
			      not among them is absent */
	int64_t now, soon; /* seconds: expires before soon counts */
	const char *today;
};

/* In the order of the roster, in the arena; *count. */
struct key_care *keycare(
    struct arena *a, const struct keycare_question *q, size_t *count);
/* How it is told, in English: of holder, fingerprint and keycare_day(), which
 * like says with "%s %s %s" for the compiler. */
const char *keycare_form(const char *like, const struct key_care *k)
    __attribute__((format_arg(1)));
/* " 2017-09-01", or "" where none matters. */
const char *keycare_day(struct arena *a, const struct key_care *k);

#endif
