/*
 * Indicators as people and CERTs write them: hxxp, [.], (dot), [at], full
 * width, Name <a@b>, *.evil.example, a digest with colons, blanks that nobody
 * sees.  What a machine wrote (a mail's head, a worker's answer) is read by
 * observable_canon() alone.
 */
#ifndef FORMATS_SPELT_H
#define FORMATS_SPELT_H

#include "formats/indicators/observable.h"

struct arena;

/* The canonical form; NULL: it is not of that type, however it is spelt. */
const char *spelt_canon(struct arena *a, enum ind_type t, const char *value);
/* What a value of the type looks like, for a message. */
const char *spelt_wanted(enum ind_type t);
/* The type by which a value can be told from all others; IND_TYPES: none. */
enum ind_type spelt_guess(struct arena *a, const char *value);

#endif
