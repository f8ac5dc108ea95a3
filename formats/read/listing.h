/*
 * What a list of indicators holds (a file with role="indicators"), and how much
 * of it was not understood.  Nothing in a list is an error: what cannot be read
 * is counted, by why, with the first places where it stands.
 */
#ifndef FORMATS_LISTING_H
#define FORMATS_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/indicators/observable.h"

struct arena;
struct buf;
struct cursor;

enum listing_form {
	LISTING_UNKNOWN,
	LISTING_CSV,
	LISTING_XLSX,
	LISTING_STIX,
	LISTING_MISP,
	LISTING_FORMS
};

/* Why the whole was not read, or not to its end. */
enum listing_trouble {
	LISTING_FINE,
	LISTING_NO_LIST,  /* no form that is known, or no head line */
	LISTING_ENCODING, /* UTF-16, or no UTF-8 and no CP932 */
	LISTING_BROKEN,	  /* ends within, or breaks its form's rules */
	LISTING_TOO_LARGE,
	LISTING_OTHER_ROLE, /* looks like one, and was not sent as one */
	LISTING_TROUBLES
};

/* Why an entry was left out. */
enum listing_left {
	LEFT_TYPE,    /* of a type that is not known here */
	LEFT_VALUE,   /* not what its type wants */
	LEFT_PATTERN, /* more than one comparison can say */
	LEFT_CONTEXT, /* its writer says not to look for it, or took it back */
	LEFT_ROOM,    /* behind as many as are taken */
	LEFT_REASONS
};

struct listing_value {
	enum ind_type type;
	enum ind_role role;
	const char *value; /* canonical */
};

#define LISTING_PLACES 5 /* that are named of what was left out */

struct listing {
	struct arena *a; /* that the values hang from */
	enum listing_form form;
	enum listing_trouble trouble;
	struct listing_value *values; /* at most LIMIT_LISTED */
	size_t count;
	size_t left[LEFT_REASONS];
	/* rows of a table; of JSON the entries' numbers, from 1 on */
	unsigned places[LISTING_PLACES];
	size_t place_count;
};

const char *listing_form_word(enum listing_form f);	  /* "csv" */
const char *listing_trouble_word(enum listing_trouble t); /* "encoding" */
const char *listing_left_word(enum listing_left l);	  /* "value" */

/* How many entries were left out. */
size_t listing_left_out(const struct listing *l);

/* For the readers of the forms: a value, one that was left out. */
void listing_take(struct arena *scratch, struct listing *l, enum ind_type t,
    enum ind_role r, const char *value, size_t place);
void listing_leave(struct listing *l, enum listing_left why, size_t place);

void listing_write(struct buf *b, const struct listing *l);
/* Reads what listing_write() wrote as if a liar had sent it; never NULL. */
struct listing *listing_get(struct cursor *c, struct arena *a);

#endif
