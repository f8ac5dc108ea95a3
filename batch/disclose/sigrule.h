/*
 * Which industries' figures may be told in annexes of their own.  The columns
 * are disjoint; with what is in none of them they sum to totals that everybody
 * knows.  A column is told whole or not at all: told are columns in which every
 * cell may be told, and only as long as what remains of the totals might be,
 * too, whichever of them a reader lays together.
 */
#ifndef BATCH_SIGRULE_H
#define BATCH_SIGRULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/count/givers.h"

struct limits;

enum sig_row { SIG_TARGETED, SIG_OTHER, SIG_ROWS };

struct sig_column {
	const char *sig;
	int64_t n[SIG_ROWS];
	struct givers givers[SIG_ROWS];
	bool hidden;
};

/* What is hidden already stays so.  total: over the hub. */
void sigrule_hide(struct arena *a, struct sig_column *c, size_t count,
    const struct sig_column *total, const struct limits *l);
/* Neither small nor what makes a neighbour small. */
bool sigrule_tells(int64_t n, int64_t min);

#endif
