/*
 * Two mails beside each other, decided again from what is stored: how like
 * they are, which rule had the last word, and their texts aligned.
 */
#ifndef BATCH_COMPARISON_H
#define BATCH_COMPARISON_H

#include <stddef.h>
#include <stdint.h>

#include "batch/cases/differ.h"
#include "batch/cases/sameness.h"

struct hub;

struct comparison {
	const char *here, *with; /* submissions */
	int64_t here_mail, with_mail;
	const char *casefile; /* of the other where it is another; or NULL */
	struct sameness same; /* a: here, b: there */
	struct differ texts;
};

/* The mail of a submission that is most like that one; NULL where it has none.
 * Memory in the hub's arena. */
struct comparison *comparison_best(
    struct hub *h, const char *submission, const char *with, int64_t with_n);
/* What is nearly the same as a mail of the case and is in another case. */
struct comparison *comparison_nearest(
    struct hub *h, const char *id, size_t *count);

#endif
