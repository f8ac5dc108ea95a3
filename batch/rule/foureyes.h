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

struct arena;
struct db;
struct night;
struct ruling;

/* Takes the confirmations since the last night: notes them on the rulings. */
void foureyes_hear(struct night *n);
/*
 * What of the ruling takes effect tonight: all of it where it needs nobody or
 * somebody has confirmed it; else what takes back, holds or strikes out, and
 * the rest waits.  False where that is nothing.
 */
bool foureyes_share(struct night *n, struct ruling *r);
/* What it says that only takes back, holds or strikes out. */
struct ruling foureyes_narrowed(const struct ruling *r);
/* Older rulings on the case that still wait are void: they were written for a
 * case that has been ruled since. */
void foureyes_lapse(
    struct night *n, const struct ruling *r, const char *casefile);

/* A ruling that waits for a second analyst; what it does not say is NULL. */
struct waiting_ruling {
	const char *package; /* SHA-256 */
	int64_t n;
	const char *id; /* PACKAGE-ID/N */
	const char *casefile, *analyst;
	int64_t at, created;
	const char *day; /* since when */
	const char *class, *release, *title, *analysis, *countermeasure, *topic;
	const char *merge, *grave;
};

/* The oldest first; in the arena. */
struct waiting_ruling *foureyes_waiting(
    struct db *d, struct arena *a, size_t *count);
/* Its threads, splits and struck words, each as one line. */
const char **foureyes_parts(struct db *d, struct arena *a,
    const struct waiting_ruling *w, size_t *count);

#endif
