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
#include "formats/mail/mailguard.h"
#include "formats/mail/mailshape.h"

struct arena;
struct mail;
struct personal;

/* A file, and the mails found in it. */
struct walk {
	struct arena *a;
	struct personal *names; /* of the member that sent it in */
	struct mail *first, *last;
	unsigned flags; /* of the whole */
	unsigned parts, count;
	struct mailguard guard;
	size_t texts, bytes;
	GPtrArray *opened; /* mails that lay encoded, to be let go */
};

/* A mail round another, and those round that. */
struct wrapper {
	const struct wrapper *by;
	GMimeMessage *msg;
	bool read;	/* it is a mail of its own too */
	unsigned marks; /* flags of those inside */
};

/* On whose side what stands round a mail is, that is sent on in it. */
enum side {
	SIDE_UNKNOWN,
	SIDE_CLAIMED, /* the inner one says that he, or the member, got it */
	SIDE_RELAYED, /* says that he is one of those, and came from outside */
	SIDE_OWN,     /* of the member's own people */
	SIDE_SENDER   /* of the house of him who sent the inner one */
};

struct inner {
	GMimeMessage *msg; /* NULL: one that is closed */
	enum mail_form form;
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
	const char *words;	/* of it, or of what is written round another,
				   above a signature: mailwrap_note_words() */
	bool asks;		/* for a call, or an answer to elsewhere */
	struct inner *inner;	/* mails inside */
	size_t inner_count;
	struct mail *outer; /* its own words, where it sends one on of its
			       own side; or NULL */
	const char *sender; /* who sent it, or sent another on in it */
	bool forwards;	    /* it sends one on in its text */
	enum side side;	    /* where it does */
	bool bounce;
	bool bad;
};

#endif
