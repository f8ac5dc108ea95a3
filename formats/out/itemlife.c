#include "formats/out/itemlife.h"

static const char *const states[LIVES] = { "none", "shared", "edition",
	"superseded", "retracted" };
static const char *const events[LIFE_EVENTS] = { "told", "left", "empty",
	"closed", "merged", "parted", "opened" };

/* Short, so that the table is read as one. */
enum {
	N = LIFE_NONE,
	S = LIFE_SHARED,
	E = LIFE_EDITION,
	O = LIFE_SUPERSEDED,
	R = LIFE_RETRACTED
};

/* A line for each state, a column for each event. */
static const unsigned char table[LIVES][LIFE_EVENTS] = {
	[LIFE_NONE] = { S, N, N, N, N, N, N },
	[LIFE_SHARED] = { E, E, R, R, O, E, S },
	[LIFE_EDITION] = { E, E, R, R, O, E, E },
	[LIFE_SUPERSEDED] = { O, O, O, O, O, E, O },
	[LIFE_RETRACTED] = { R, R, R, R, R, R, R },
};

enum life
life_next(enum life is, enum life_event what)
{
	return (enum life)table[is][what];
}

bool
life_is_live(enum life is)
{
	return is == LIFE_SHARED || is == LIFE_EDITION;
}

enum life
life_of(unsigned edition, bool retracted, bool superseded)
{
	if (edition == 0)
		return LIFE_NONE;
	if (retracted)
		return LIFE_RETRACTED;
	if (superseded)
		return LIFE_SUPERSEDED;
	return edition == 1 ? LIFE_SHARED : LIFE_EDITION;
}

const char *
life_word(enum life is)
{
	return is < LIVES ? states[is] : "";
}

const char *
life_event_word(enum life_event what)
{
	return what < LIFE_EVENTS ? events[what] : "";
}
