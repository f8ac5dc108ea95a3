/*
 * In which state an audience has an item: what its last edition said.  Of the
 * audience's own editions only; what others have of an item is not asked.
 */
#ifndef BATCH_LIVES_H
#define BATCH_LIVES_H

#include <stdbool.h>

#include "formats/out/itemlife.h"

struct night;

struct item_life {
	enum life is;
	unsigned edition;      /* the last; 0: none */
	const char *content;   /* its digest; "": none */
	const char *successor; /* superseded: by that; or NULL */
};

/* In the night's arena. */
struct item_life lives_of(
    struct night *n, const char *audience, const char *item);
/* What tells the facts of an item today: itself or the last of those that
 * superseded it; NULL where that was never told or was taken back. */
const char *lives_in(struct night *n, const char *audience, const char *item);

#endif
