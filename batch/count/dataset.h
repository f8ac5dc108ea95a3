/*
 * A dataset: figures by category and measure, as a report tells them.  Every
 * number of a report stands in one; tables, charts and prose point at it.
 * Knows nothing of how figures are counted, and of why they are hidden.
 */
#ifndef BATCH_DATASET_H
#define BATCH_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/count/givers.h"
#include "batch/count/label.h"

struct arena;

/* What a report before said of a figure. */
struct figure_before {
	int64_t value;
	const char *period, *day;
	unsigned edition;
};

enum hidden { SHOWN, SMALL_CELL, COMPLEMENT, UNKNOWN, NOT_COLLECTED };
/* "small-cell", ...; "" for what is shown. */
const char *hidden_word(enum hidden h);
/* A word that is none of these is of a figure that was not collected. */
enum hidden hidden_parse(const char *word);

struct figure {
	int64_t value;
	const char *text; /* a date in place of the value; or NULL */
	enum hidden hidden;
	bool history;			 /* taken over */
	bool open;			 /* told elsewhere: never hidden */
	bool partial;			 /* counted over a part of the period */
	bool about;			 /* nobody knows exactly */
	const char *why;		 /* hidden, for the audit; or NULL */
	const struct figure_before *was; /* told otherwise; or NULL */
	struct givers givers;		 /* of a breakdown's cell */
};

struct category {
	const char *key, *group; /* group may be NULL */
	const char *unit;	 /* what is counted, where keys differ; NULL */
	struct label name;
	struct label broken; /* what broke the series; of NULLs: nothing */
};

struct measure {
	const char *id;
	struct label name;
};

/* A measure whose name stands in the catalogue. */
struct measure_text {
	const char *id;
	enum say name;
};

struct dataset {
	const char *id, *unit;
	struct label title;
	int64_t n;	/* -1: none */
	bool breakdown; /* small cells are hidden */
	bool ranked;	/* the largest first */
	bool dominance; /* what one organisation dominates is hidden, too */
	bool distinct;	/* over a year they do not add up from its quarters */
	bool own_cells; /* a year's cell is that of one quarter alone */
	bool withheld;	/* nothing of it can be told */
	const struct category *folded;
	size_t folded_count; /* then: its keys */
	bool of_quarters;    /* summed from what its quarters told */
	unsigned as_edition; /* carried over from; 0: it is not */
	const char *as_day;  /* it is as it was then; NULL: now */
	struct category *keys;
	size_t key_count;
	const struct measure *measures;
	size_t measure_count;
	struct figure *figures; /* key-major */
};

/* The one key of a set of which nothing is told, not even its keys. */
#define DATASET_WITHHELD "withheld"

struct datasets {
	struct arena *arena; /* of all that they hold */
	struct dataset *list;
	size_t count;
};

/* A new one at the end, without keys. */
struct dataset *dataset_add(struct datasets *all, const char *id,
    const char *unit, enum say title, const struct measure_text *measures,
    size_t count);
/* An empty one that measures the same; it is in no list. */
struct dataset *dataset_like(struct arena *a, const struct dataset *d);
/* A row of figures, one for each measure, for a new key; group may be NULL. */
struct figure *dataset_key(struct arena *a, struct dataset *d, const char *key,
    const char *group, struct label name);
/* The first figure of a category, which is added where there is none. */
struct figure *dataset_place(
    struct arena *a, struct dataset *d, const struct category *c);

/* NULL: there is none of that id. */
struct dataset *dataset_find(const struct datasets *all, const char *id);
struct figure *dataset_at(const struct dataset *d, size_t key, size_t measure);
/* By key and measure, of which NULL is the first; NULL: not listed, also where
 * d is NULL. */
struct figure *dataset_figure(
    const struct dataset *d, const char *key, const char *measure);
/* The same; what is not listed is zero. */
int64_t dataset_value(
    const struct dataset *d, const char *key, const char *measure);
/* What the cells of its one measure sum to. */
int64_t dataset_total(const struct dataset *d);

#endif
