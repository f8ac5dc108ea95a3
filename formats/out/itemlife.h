/*
 * The life of an item: the states in which an audience has it, what moves it,
 * and the words for both, in one table that hub, bundles, open, counts and
 * manual share.  Pure: it knows no item and no audience.
 */
#ifndef FORMATS_ITEMLIFE_H
#define FORMATS_ITEMLIFE_H

#include <stdbool.h>

enum life {
	LIFE_NONE,	 /* never told */
	LIFE_SHARED,	 /* told once */
	LIFE_EDITION,	 /* told again */
	LIFE_SUPERSEDED, /* another item tells what it told, and is named */
	LIFE_RETRACTED	 /* taken back, for good */
};
#define LIVES 5

enum life_event {
	LIFE_TOLD,   /* there is something new to tell */
	LIFE_LEFT,   /* a submission is closed, others are left */
	LIFE_EMPTY,  /* the last submission is closed or went away */
	LIFE_CLOSED, /* a ruling retracted all that it stands for */
	LIFE_MERGED, /* a ruling made it one with an item told before */
	LIFE_PARTED, /* a ruling split off what stood in it before a merger */
	LIFE_OPENED  /* a ruling opened what was retracted */
};
#define LIFE_EVENTS 7

enum life life_next(enum life is, enum life_event what);
/* Whether it tells facts. */
bool life_is_live(enum life is);
/* By its last edition; 0: none. */
enum life life_of(unsigned edition, bool retracted, bool superseded);

/* "none", "shared", "edition", "superseded", "retracted". */
const char *life_word(enum life is);
/* "told", "left", "empty", "closed", "merged", "parted", "opened". */
const char *life_event_word(enum life_event what);

#endif
