/*
 * Four eyes: what lets more out of the hub takes effect only when another
 * analyst has confirmed it.  Nobody confirms his own ruling: analysts are told
 * apart by their id in the roster, whichever of their keys they use.
 */
#ifndef BATCH_FOUREYES_H
#define BATCH_FOUREYES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/store/ruling.h"

struct arena;
struct db;
struct night;

/* Whether a ruling that came tonight waits for a second analyst. */
bool foureyes_wanted(struct night *n, const struct ruling *r);
/* Whether nothing is left of the part that needs nobody (standing.h). */
bool foureyes_is_empty(struct db *d, const struct ruling *part);

/* A ruling that waits for a second analyst; what it does not say is NULL. */
struct waiting_ruling {
	const char *package; /* SHA-256 */
	int64_t n;
	const char *id; /* PACKAGE-ID/N */
	const char *casefile, *analyst;
	const char *item, *submission; /* where it names one */
	const char *readers;	       /* audiences that it is for, or all */
	const char *day;	       /* since when */
	const char *class, *release, *title, *analysis, *countermeasure, *topic,
	    *outline, *reason;
	const char *campaign, *years; /* empty: part of none */
	const char *merge, *grave, *grounds, *retract, *quiet, *harmless;
};

/* The oldest first; in the arena. */
struct waiting_ruling *foureyes_waiting(
    struct db *d, struct arena *a, size_t *count);
/* Its threads, splits and struck words, each as one line. */
const char **foureyes_parts(struct db *d, struct arena *a,
    const struct waiting_ruling *w, size_t *count);

#endif
