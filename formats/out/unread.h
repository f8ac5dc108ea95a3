/*
 * What of a submission was not read, or only in part, though it was sent to be
 * read: a reason word, and a sentence that says what its sender can do.  Says
 * nothing of what stands in the part that was read.
 */
#ifndef FORMATS_UNREAD_H
#define FORMATS_UNREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "formats/base/say.h"

enum unread_reason {
	UNREAD_NO_MAIL,	    /* no sender, no subject: not a mail's format */
	UNREAD_TOO_LARGE,   /* or parts too deep in each other */
	UNREAD_MANY_PARTS,  /* cut behind the first ones */
	UNREAD_CHARSET,	    /* bytes that no allowed charset explains */
	UNREAD_TWO_HEADERS, /* the first of two senders, subjects ... counts */
	UNREAD_INNER_MAIL,  /* a mail attached, or sent as an attachment */
	UNREAD_MORE_MAILS,  /* behind the first in the same file */
	UNREAD_LEFT_OUT,    /* links, files or words beside a mail sent on */
	UNREAD_ENCRYPTED,   /* behind a password */
	UNREAD_DAMAGED,	    /* an archive that cannot be listed */
	UNREAD_BROKEN,	    /* a mail that is cut, or has broken parts */
	UNREAD_NO_LIST,	    /* no list of a known form */
	UNREAD_LIST_ENCODING, /* one in UTF-16, or in no charset at all */
	UNREAD_LIST_BROKEN,   /* one that ends within */
	UNREAD_LIST_LARGE,
	UNREAD_ENTRIES, /* of a list: entries, or values in them */
	UNREAD_EITHER, /* sends one on, and has links besides: no sender told */
	UNREAD_OTHER_ROLE, /* a list that was not sent as one */
	UNREAD_REASONS
};

struct unread {
	const char *submission;
	unsigned n;	  /* of the file within it */
	const char *path; /* of the package's file that it came with */
	const char *name; /* of the attachment or member in that; or NULL */
	enum unread_reason reason;
	bool nothing; /* is known of the mail; else it was read in part */
	/* of a list: what was taken, and left out, why, and the first places
	 * ("7 9"); NULL: it is none */
	int64_t taken, left;
	const char *why, *places;
};

const char *unread_reason_word(enum unread_reason r); /* "no-mail" */
bool unread_reason_parse(const char *word, enum unread_reason *out);
/* What it means, and what to do. */
const char *unread_text(enum unread_reason r, enum lang l);
/* How much was read: "no", "part". */
const char *unread_extent(const struct unread *u);

#endif
