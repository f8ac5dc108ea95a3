/*
 * What of a case goes to whom, as the night would decide it: for each audience
 * the submissions that are due to it, those that would be on a word of
 * somebody's, and those that are not; what the due ones would tell, composed
 * and read by the gate.  Nothing is written.
 */
#ifndef BATCH_WHOM_H
#define BATCH_WHOM_H

#include <stdbool.h>
#include <stddef.h>

struct hub;
struct item;
struct roster_audience;
struct whomdesk;

enum whom_why {
	WHOM_DUE,
	WHOM_PREVIEW, /* once its provider says yes */
	WHOM_RULING,  /* once a ruling lets it go: it comes from outside */
	WHOM_GRAVE,   /* once a ruling calls it grave */
	WHOM_TERMS,   /* not by its terms */
	WHOM_NONE,    /* they are for statistics only */
	WHOM_WITHDRAWN
};

struct whom_part {
	const char *submission, *member;
	enum whom_why why;
};

struct whom {
	const struct roster_audience *to;
	size_t readers;
	struct whom_part *parts; /* each submission of the case */
	size_t part_count;
	size_t due, may;   /* of them */
	const char *items; /* live ones that it has, blanks between; or NULL */
	bool released;	   /* as far as rulings and settings go */
	const struct item *item; /* that would be told; NULL: there is none */
	const char *tells;	 /* its content, to be compared */
	const char *gate;	 /* what stops it there; or NULL */
	const char *poison;	 /* what nobody may block; or NULL */
	bool barred;		 /* what names a member goes from it */
};

/* For one sitting; the hub outlives it. */
struct whomdesk *whom_open(struct hub *h);
void whom_close(struct whomdesk *d); /* NULL is fine */
/* An entry for every audience of today, in the order of the roster; in the
 * hub's arena. */
struct whom *whom_of(struct whomdesk *d, const char *casefile, size_t *count);
/* Whether what leaves has that value of a submission with a mask, or not at
 * all, because it names somebody or holds one of its sensitive words. */
bool whom_is_masked(
    struct whomdesk *d, const char *submission, const char *value);
/* Audiences to which something of the case may go, blanks between; "": none. */
const char *whom_readers(struct whomdesk *d, const char *casefile);

#endif
