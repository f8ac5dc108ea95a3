/*
 * Requests in the database: what an analyst asks an audience for, or the
 * provider of one submission.  Which of them may be told is batch/rule's.
 */
#ifndef BATCH_REQUEST_H
#define BATCH_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* What it does not say is NULL. */
struct request {
	const char *package; /* SHA-256 */
	int64_t n;	     /* in the package */
	const char *id;	     /* PACKAGE-ID/N */
	const char *name;    /* R-...; NULL: it has none yet */
	const char *analyst;
	int64_t signed_at;
	const char *audience, *item; /* asked, about what */
	const char *submission;	     /* or its provider is */
	const char *until;	     /* the last day */
	const char *text;
	bool second;	     /* wants a second analyst */
	const char *stopped; /* why nobody is told */
	bool told;	     /* to its audience */
};

/* Those that came since the last night, in the order of their signatures. */
struct request *requests_new(struct db *d, struct arena *a, size_t *count);
/* Those that have a name and have not ended, on a day. */
struct request *requests_open(
    struct db *d, struct arena *a, const char *day, size_t *count);
/* Of these: what an audience is told, and what the provider of a member's
 * submissions is, in the order of their names. */
struct request *requests_to(struct db *d, struct arena *a, const char *audience,
    const char *day, size_t *count);
struct request *requests_of_member(struct db *d, struct arena *a,
    const char *member, const char *day, size_t *count);
/* One by its name; false where there is none. */
bool request_load(
    struct db *d, struct arena *a, const char *name, struct request *out);
/* Who asked; NULL where there is no such request. */
const char *request_analyst(struct db *d, struct arena *a, const char *name);

#endif
