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

/* As its readers: every audience, also those to come. */
#define RULING_FOR_ALL "all"

/* What a ruling says of a thing that it may leave open. */
enum said { SAID_NOTHING = -1, SAID_NO, SAID_YES };

/* What it does not say is NULL. */
struct ruling {
	const char *package;			  /* SHA-256 */
	int64_t n;				  /* in the package */
	const char *id;				  /* PACKAGE-ID/N */
	const char *casefile, *item, *submission; /* what it names */
	const char *as_of;			  /* run that it was made on */
	const char *readers; /* audiences that it is for, or all */
	const char *analyst, *class, *grounds, *title, *analysis,
	    *countermeasure, *topic, *outline, *merge_into;
	const char *campaign, *campaign_years; /* empty: part of none */
	const char *second;		       /* who confirmed it; or NULL */
	enum said grave, release, retract, harmless;
	int64_t signed_at;
	const char *bears;   /* case that it is about today; NULL: it
				has not been looked at */
	bool waits;	     /* wants a second analyst */
	const char *run;     /* since when it is settled; NULL: not yet */
	const char *outcome; /* refused, lapsed, distrusted; NULL: in
				effect */
	bool distrusted;     /* came under a key that was */
};

/* One of the things of which a ruling can say several. */
enum ruling_what {
	RULING_REDACT,
	RULING_SPLIT,
	RULING_TRUEHIT,
	RULING_ANSWER,
	RULING_TECHNIQUE,
	RULING_STEP
};

struct ruling_part {
	enum ruling_what what;
	const char *word; /* of it; of a step its kind */
	const char *submission, *text;
	int64_t at; /* of a step; or 0 */
};

/* Where it came from: the package's digest and when it was signed, the
 * verified sender, and the ruling's place in it. */
struct ruling_source {
	const char *package, *analyst;
	int64_t signed_at, n;
};
void ruling_add(struct db *d, struct arena *a, const struct ruling_source *from,
    const struct pkg_ruling *r);

/* Those that came since the last night, and all that bear on a case: the one
 * signed last comes last (rule/word.h). */
struct ruling *rulings_new(struct db *d, struct arena *a, size_t *count);
struct ruling *rulings_of_case(
    struct db *d, struct arena *a, const char *casefile, size_t *count);
/* Those that came, or were confirmed, under a key since a day, and are in
 * effect or wait. */
struct ruling *rulings_under(struct db *d, struct arena *a, const char *key,
    const char *day, size_t *count);
/* Those that are about a submission, in the same order. */
struct ruling *rulings_on(
    struct db *d, struct arena *a, const char *submission, size_t *count);
/* One of them; false where there is none. */
bool ruling_load(struct db *d, struct arena *a, const char *package, int64_t n,
    struct ruling *out);
/* Whether it is for the audience. */
bool ruling_is_for(struct db *d, const struct ruling *r, const char *audience);
/* The submissions that it is about. */
const char **ruling_submissions(
    struct db *d, struct arena *a, const struct ruling *r, size_t *count);
/* In the order of the package. */
struct ruling_part *ruling_parts(struct db *d, struct arena *a,
    const char *package, int64_t n, size_t *count);

/* PACKAGE-ID/N, as the statements take it: the id, and the number. */
int64_t ruling_number(struct arena *a, const char *ruling, const char **id);
/* Who gave the ruling PACKAGE-ID/N; NULL where there is none. */
const char *ruling_analyst(struct db *d, struct arena *a, const char *ruling);

#endif
