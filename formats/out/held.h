/*
 * What an audience holds: each value that its live items tell, once, with what
 * is to be done about it.  What is blocked and what is searched for, how long,
 * and what stands in no list, is decided here and nowhere else, from what was
 * told and the hub's settings.  Pure.
 */
#ifndef FORMATS_HELD_H
#define FORMATS_HELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/indicators/observable.h"
#include "formats/package/packagewords.h"

struct arena;

enum held_use {
	HELD_BLOCK,  /* C2 and downloads that are borne out */
	HELD_SEARCH, /* all else that a log may show */
	HELD_TOLD,   /* what no list can say: only in the table of all */
	HELD_USES
};

/* Why a value left a list. */
enum held_gone {
	GONE_RETRACTED, /* no live item tells it */
	GONE_EXPIRED,
	GONE_STOPPED,  /* nobody may block it */
	GONE_SEARCHED, /* not to be blocked any more, but searched for */
	GONE_BLOCKED,  /* not searched for any more, but to be blocked */
	GONES
};

#define HELD_AS(role) (1U << (role))
/* As many values of an audience can have rules for sensors: their numbers are
 * 1 to this. */
#define HELD_RULES 50000

struct held_value {
	enum ind_type type;
	const char *value;
	unsigned roles;		  /* HELD_AS() of each */
	bool attested;		  /* item.h */
	uint64_t size;		  /* of a file; 0: not known */
	enum tlp tlp;		  /* the strictest of its items */
	const char *first, *last; /* days; NULL: not known */
	const char *until;	  /* the last day; NULL: for ever */
	uint64_t least;		  /* organisations that an item tells of */
	const char *items;	  /* that tell it, blanks between */
	enum held_use use;
	unsigned rule; /* number of its rules; 0: none */
	unsigned rev;  /* of them: rises with each other use */
};

struct held_removal {
	enum ind_type type;
	const char *value;
	enum held_use from; /* HELD_BLOCK, HELD_SEARCH */
	enum held_gone why;
	const char *item; /* the first that told it; NULL: not known */
	unsigned rule;	  /* number of the rules that it had; 0: none */
};

/* What is told and stands in no list: for the hub's people alone. */
struct held_kept_out {
	struct held_value v;
	const char *why;
};

struct held {
	struct held_value *values; /* by type and value */
	size_t count;
	/* since the bundle before, the same */
	struct held_removal *removals;
	size_t removal_count;
	struct held_kept_out *kept_out;
	size_t kept_out_count;
	const char **items; /* that are named */
	size_t item_count;
};

/* What hub.conf says of lists. */
struct held_terms {
	unsigned ip_days, name_days, other_days; /* 0: for ever */
	bool one_is_enough; /* to block, what one organisation gave */
	const char *never_block;
};

/* "block", "search", "told" */
const char *held_use_word(enum held_use u);
bool held_use_parse(const char *word, enum held_use *out);
/* "retracted", "expired", "stopped", "searched", "blocked" */
const char *held_gone_word(enum held_gone g);

/* By type, then by value. */
int held_order(enum ind_type t, const char *value, enum ind_type other_type,
    const char *other);
/* Among the values; NULL: it stands in no list. */
const struct held_value *held_find(
    const struct held *h, enum ind_type type, const char *value);
enum held_use held_use(const struct held_terms *t, const struct held_value *v);
/* The last day on which a value last seen on that day stands in lists; NULL:
 * it stays. */
const char *held_until(struct arena *a, const struct held_terms *t,
    enum ind_type type, const char *last);
/* Why the value may stand in no list, in words for the hub's people; NULL: it
 * may. */
const char *held_stopped(struct arena *a, const struct held_terms *t,
    enum ind_type type, const char *value);
/* What came out, as the lists held it: a value for each removal. */
struct held held_removed(struct arena *a, const struct held *h);
/* Whether a value of that type is an address, a place with a port or a network.
 */
bool held_is_address(enum ind_type type);
/* Whether a sensor has rules for values of that type. */
bool held_has_rules(enum ind_type type);

#endif
