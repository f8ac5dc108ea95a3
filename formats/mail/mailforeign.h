/*
 * A mail that may be sent on in the text of another, in the words of a language
 * that nobody here reads: by where addresses, dates and colons stand.  It is
 * too little to say what the inner mail is, and enough to doubt that who sent
 * the outer one wrote what stands below.
 */
#ifndef FORMATS_MAILFOREIGN_H
#define FORMATS_MAILFOREIGN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct mailforeign {
	const char *from;    /* the line that names somebody first */
	const char **people; /* further ones */
	size_t people_count;
};

/* Whether such a head stands in the text, which has no marks of links in it:
 * three fields or more, of which one has an address and another a date; a line
 * that tells who wrote what follows, and when; or one between dashes, with an
 * address below.  Linear in the text. */
bool mailforeign_find(
    struct arena *a, const char *text, struct mailforeign *out);

#endif
