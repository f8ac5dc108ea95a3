/*
 * A ruling in the database: written when its package is accepted, read when it
 * takes effect.  What it does is batch/rule's.
 */
#ifndef BATCH_RULING_H
#define BATCH_RULING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct pkg_ruling;

/* What a ruling says of a thing that it may leave open. */
enum said { SAID_NOTHING = -1, SAID_NO, SAID_YES };

/* On its way into effect; what it does not say is NULL. */
struct ruling {
	const char *package; /* SHA-256 */
	int64_t n;	     /* in the package */
	const char *analyst, *casefile, *item, *class, *grounds, *title,
	    *analysis, *countermeasure, *topic, *merge_into;
	const char *second; /* who confirmed it; NULL: nobody */
	enum said grave, release, retract;
	int64_t at, created; /* accepted, written */
	bool waits;	     /* since an earlier night */
	bool refused;	     /* another analyst is against it */
	bool narrow;	     /* only what takes back is left of it */
};

/* One of the things of which a ruling can say several. */
enum ruling_what { RULING_REDACT, RULING_SPLIT, RULING_TRUEHIT, RULING_STEP };

struct ruling_part {
	enum ruling_what what;
	const char *word; /* of it; of a step its kind */
	const char *submission, *text;
	int64_t at; /* of a step; or 0 */
};

/* Where it came from: the package's digest and when it was written, the
 * verified sender, and the ruling's place in it. */
struct ruling_source {
	const char *package, *analyst;
	int64_t created, n;
};
void ruling_add(struct db *d, struct arena *a, const struct ruling_source *from,
    const struct pkg_ruling *r);

/* Those that may take effect tonight, in the order in which they came. */
struct ruling *rulings_new(struct db *d, struct arena *a, size_t *count);
/* Those on the case that have had effect, if only in part, and have it still,
 * in the order in which they had it. */
struct ruling *rulings_of_case(
    struct db *d, struct arena *a, const char *casefile, size_t *count);
/* Those in effect that came, or were confirmed, under a key since a day. */
struct ruling *rulings_under(struct db *d, struct arena *a, const char *key,
    const char *day, size_t *count);
/* In the order of the package. */
struct ruling_part *ruling_parts(struct db *d, struct arena *a,
    const char *package, int64_t n, size_t *count);

/* PACKAGE-ID/N, as the statements take it: the id, and the number. */
int64_t ruling_number(struct arena *a, const char *ruling, const char **id);
/* Who gave the ruling PACKAGE-ID/N; NULL where there is none. */
const char *ruling_analyst(struct db *d, struct arena *a, const char *ruling);

#endif
