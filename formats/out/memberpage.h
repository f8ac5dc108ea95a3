/*
 * member.html, the page with which a member makes a package without network or
 * program (samples/member), filled in for one sender.  The same input, the
 * same bytes; what is filled in ends no script and begins no element.
 */
#ifndef FORMATS_MEMBERPAGE_H
#define FORMATS_MEMBERPAGE_H

#include <stddef.h>

struct buf;

/* What a sender may choose: a SIG or scheme of its own, an agency. */
struct memberpage_choice {
	const char *id, *ja, *en; /* en may be NULL */
};

struct memberpage {
	const char *member;   /* id */
	const char *hub;      /* fingerprint, 40 digits */
	const char *hub_key;  /* armored; or NULL */
	const char *language; /* ja, en: what it opens in */
	const char **names;   /* of its own, to be searched for */
	size_t name_count;
	struct memberpage_choice *sigs, *agencies;
	size_t sig_count, agency_count;
};

/* Appends the page to *out; 0, or -1 for machine trouble. */
int memberpage_write(struct buf *out, const struct memberpage *p);

#endif
