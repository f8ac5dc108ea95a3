/*
 * Who sends, and what each may send: one table of roles and of what a package
 * can hold, which toiyaba-package(5) shows as it stands here.  All that asks
 * in which role somebody speaks asks here.
 */
#ifndef FORMATS_SENDER_H
#define FORMATS_SENDER_H

#include <stdbool.h>
#include <stddef.h>

struct roster;
struct roster_audience;
struct roster_key;
struct roster_member;

enum sender_role {
	SENDER_MEMBER, /* of a SIG */
	SENDER_BODY,   /* of partner schemes alone */
	SENDER_SCHEME, /* under a key of its own */
	SENDER_AGENCY, /* other hubs are agencies */
	SENDER_HUB,
	SENDER_ANALYST,
	SENDER_ROLES
};
const char *sender_word(enum sender_role r);
bool sender_parse(const char *word, enum sender_role *out);

/* What a package can hold. */
enum sends {
	SENDS_SUBMISSION,
	SENDS_SIGHTING,
	SENDS_CONSENT,
	SENDS_WITHDRAWAL,
	SENDS_ACK,
	SENDS_RULING,
	SENDS_REQUEST,
	SENDS_CONFIRM,
	SENDS_CHAPTER,
	SENDS
};
const char *sends_word(enum sends what); /* the name of its element */
bool sender_may(enum sender_role role, enum sends what);

/* Somebody of the roster who can hold a key. */
struct sender {
	const char *id;
	enum sender_role role;
	const struct roster_member *member; /* or NULL */
	const struct roster_audience *audience;
	const struct roster_key *keys;
	size_t key_count;
};

/* false: the roster knows no such id, or it is a SIG's. */
bool sender_find(const struct roster *r, const char *id, struct sender *out);
/* Whether it takes part on that day. */
bool sender_counts(const struct sender *s, const char *date);
/* Its input is the hub's own by count, one witness with all others of its
 * kind, and waits for a ruling. */
bool sender_is_outside(enum sender_role role);
/* Whether the roster lets what it sends go out without a ruling. */
bool sender_is_trusted(const struct sender *s);
/* Whether what it sends may be for the SIG or scheme alone: one that it takes
 * part in on that day; from outside any that there is then. */
bool sender_may_choose(const struct roster *r, const struct sender *s,
    const char *audience, const char *date);

#endif
