/*
 * The figures of a report: datasets of observations, counted from hub.db and
 * taken over from history.xml.  Every number of a report stands in one of
 * them; tables, charts and prose point at it.
 */
#ifndef BATCH_FIGURES_H
#define BATCH_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/count/period.h"

struct arena;
struct hub;
struct history;
struct ledger;
struct roster;

/* What a report before said of a figure. */
struct figure_before {
	int64_t value;
	const char *period, *day;
	unsigned edition;
};

enum hidden { SHOWN, SMALL_CELL, COMPLEMENT, UNKNOWN, NOT_COLLECTED };

struct figure {
	int64_t value;
	const char *text; /* a date in place of the value; or NULL */
	enum hidden hidden;
	bool history;			 /* taken over */
	bool open;			 /* told elsewhere: never hidden */
	bool partial;			 /* counted over a part of the period */
	const char *why;		 /* hidden, for the audit; or NULL */
	const struct figure_before *was; /* told otherwise; or NULL */
};

struct category {
	const char *key, *group, *ja, *en;
	const char *break_ja, *break_en; /* what broke the series; NULL */
};
struct measure {
	const char *id, *ja, *en;
};

struct dataset {
	const char *id, *unit, *ja, *en;
	int64_t n;	/* -1: none */
	bool breakdown; /* small cells are hidden */
	bool ranked;	/* the largest first */
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

struct figures {
	struct hub *hub;
	struct arena *arena;
	const struct history *history;
	const struct ledger *ledger; /* what was told before; or NULL */
	unsigned edition;
	struct period period;
	const char *name;     /* of its directory: 2017Q3, 2017Q3-gas */
	const char *sig;      /* annex of this one; NULL: report */
	const char *sig_told; /* what the annex told (sigtold.h) */
	int64_t at;
	const char *regions_first, *regions_last; /* databases; NULL */
	char begun[11]; /* the books are kept from this day */
	struct dataset *sets;
	size_t set_count;
};

/* Counts everything for the period into f->sets. */
void figures_count(struct figures *f);
const struct dataset *figures_find(const struct figures *f, const char *id);
const struct figure *figures_at(
    const struct dataset *d, size_t key, size_t measure);

/* A new dataset, without keys. */
struct dataset *figures_set(struct figures *f, const char *id, const char *unit,
    const char *ja, const char *en, const struct measure *measures,
    size_t count);
/* A row of figures, one for each measure, for a new key; group may be NULL. */
struct figure *figures_key(struct figures *f, struct dataset *d,
    const char *key, const char *group, const char *ja, const char *en);

/* What the books say of a quarter: published before, or counted. */
struct book {
	struct figure submitted, shared, own, targeted;
};
struct book figures_quarter(struct figures *f, const struct period *p);
const char *figures_quarter_label(
    struct figures *f, const struct period *p, bool ja);

/* Finds out since when the books are kept; whether that was after a period had
 * begun, and whether the report is made before its end. */
void figures_begin(struct figures *f);
bool figures_late_start(const struct figures *f, const struct period *p);
bool figures_early_end(const struct figures *f, const struct period *p);

/* One file each: what figures_count() counts. */
void figures_members(struct figures *f);
void figures_changes(struct figures *f);
void figures_books(struct figures *f);
void figures_trend(struct figures *f);
void figures_timeliness(struct figures *f);
void figures_cases(struct figures *f);
void figures_sig(struct figures *f);
void figures_annex(struct figures *f);
/* Breakdowns of the headline; with the annex all that figures_disclose() has
 * to keep in step from quarter to year. */
void figures_classes(struct figures *f);
void figures_fates(struct figures *f);
void figures_sightings(struct figures *f);

/* Hides what must not be told of the breakdowns, and puts them in order. */
void figures_disclose(struct figures *f);

/* The name of a type of business e-mail compromise. */
const char *figures_bec_type(int64_t type, bool ja);

/* Members of a SIG on a day. */
int64_t figures_members_in(
    const struct roster *r, const char *sig, const char *day);

/* suppress.c: hides cells below min and complements, in a breakdown whose
 * total is known; what is hidden already stays so.  false where all of it is
 * not enough. */
bool suppress(struct dataset *d, unsigned min);

#endif
