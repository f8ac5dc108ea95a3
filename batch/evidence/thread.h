/*
 * The thread that the mails of a case seem to make: who wrote what first, what
 * was answered, what is missing.
 */
#ifndef BATCH_THREAD_H
#define BATCH_THREAD_H

#include <stddef.h>
#include <stdint.h>

#include "formats/base/say.h"
#include "formats/package/package.h"

struct hub;

/* Referred to, never submitted. */
#define STEP_MISSING STEPS

struct thread_step {
	enum step_kind kind; /* or STEP_MISSING */
	const char *reason[LANGS];
	const char *submission; /* NULL: missing */
	int64_t n;
	const char *casefile, *member;
	const char *day;
	int64_t date; /* 0: not known */
	const char *sender, *subject, *message_id;
	const char *refs; /* ids that it names */
};

/* In the order of time; none where the mails do not talk to each other.
 * Memory in the hub's arena. */
struct thread_step *thread_proposed(
    struct hub *h, const char *id, size_t *count);
const char *thread_word(enum step_kind k);

#endif
