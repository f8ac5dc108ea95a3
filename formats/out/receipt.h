/*
 * One receipt of a letter (letter.h): what became of a package, and what its
 * sender should do, in Japanese and English.
 */
#ifndef FORMATS_RECEIPT_H
#define FORMATS_RECEIPT_H

#include <stddef.h>
#include <stdint.h>

#include "formats/base/reason.h"

struct unread;
struct xmlw;

struct receipt_submission {
	const char *id, *title;
};

struct receipt {
	const char *sha256;	/* of the bytes that came in; or NULL */
	const char *package_id; /* or NULL */
	const char *state;
	enum reason reason;
	const char *detail; /* or NULL */
	int64_t at;
	const char
	    *file; /* what it was called in its sender's folder; or NULL */
	struct receipt_submission *submissions;
	size_t submission_count;
	const struct unread *unread; /* of those submissions */
	size_t unread_count;
};

void receipt_put(struct xmlw *x, const struct receipt *r);

#endif
