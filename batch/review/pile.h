/*
 * What waits for an analyst, as a pile of cards: each case once, with all that
 * waits of it and since when; in its place, where another's ruling on it wants
 * a second one, that ruling; and what else wants one.  What has waited longest
 * comes first.
 */
#ifndef BATCH_PILE_H
#define BATCH_PILE_H

#include <stddef.h>

struct asked;
struct hub;
struct waiting_chapter;
struct waiting_ruling;
struct waiting_truehit;

enum pile_why {
	PILE_ANSWER,   /* who gave it asks for an answer */
	PILE_OUTSIDE,  /* comes from outside the members */
	PILE_SHUT_OUT, /* an earlier ruling keeps it in */
	PILE_GATE,     /* is stopped there */
	PILE_LOOK,     /* nearly the same as another case */
	PILE_MET,      /* is like two items */
	PILE_LACKING,  /* an audience lacks the class of others */
	PILE_SIGHTING, /* a member answered to an item of it */
	PILE_UNREAD,
	PILE_CLASS, /* nobody has classified it */
	PILE_SECOND,
	PILE_TRUEHIT,
	PILE_REQUEST,
	PILE_CHAPTER,
	PILE_WHYS
};

struct pile_reason {
	enum pile_why why;
	const char *since;  /* a day; or NULL */
	const char *detail; /* what it is about beside the case; or NULL */
};

struct pile_card {
	const char *name;     /* its case; else the request or the period */
	const char *casefile; /* NULL: it is about none */
	const char *since;    /* the earliest day */
	struct pile_reason *reasons;
	size_t reason_count;
	/* By what name that of another analyst is confirmed, which is one of
	 * these; else all are NULL. */
	const char *confirms;
	const struct waiting_ruling *second;
	const struct waiting_truehit *truehit;
	const struct asked *request;
	const struct waiting_chapter *chapter;
};

/* For that analyst, who confirms nothing of his own; NULL: for any.  In the
 * hub's arena. */
struct pile_card *pile_of(struct hub *h, const char *analyst, size_t *count);

#endif
