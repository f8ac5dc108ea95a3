/*
 * One mail while it is taken apart, and the file that it and others are found
 * in: what mail.c and its parts share.
 */
#ifndef FORMATS_MAILTAKING_H
#define FORMATS_MAILTAKING_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

#include "formats/base/buf.h"

struct arena;
struct mail;
struct personal;

/* A file, and the mails found in it. */
struct walk {
	struct arena *a;
	struct personal *names; /* of the member that sent it in */
	struct mail *first, **next;
	unsigned flags; /* of the whole */
	unsigned parts, count;
	size_t texts, bytes;
	GPtrArray *opened; /* mails that lay encoded, to be let go */
};

/* A mail round another, and those round that. */
struct wrapper {
	const struct wrapper *by;
	GMimeMessage *msg;
	bool read; /* it is a mail of its own too */
};

/* One mail being taken apart. */
struct taking {
	struct walk *w;
	struct arena *a;
	struct mail *m;
	struct personal *names; /* of whom it came to */
	struct buf plain, html; /* visible text by its source */
	struct buf linked;	/* html with its links */
	const char *texts[2];	/* plain and linked, finished */
	GMimeMessage **inner;	/* mails inside; NULL: one that is closed */
	size_t inner_count;
	struct mail *outer; /* its own words, where it sends one on of its
			       own side; or NULL */
	const char *sender; /* who sent it, or sent another on in it */
	bool forwards;	    /* it sends one on in its text */
	bool bounce;
	bool bad;
};

#endif
