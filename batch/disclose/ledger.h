/*
 * Every report that was ever published, in order: the journal says which
 * ("report" entries), the archive holds each report.xml by its digest.  Knows
 * what each of them told, so that the next one is decided knowing it.
 */
#ifndef BATCH_LEDGER_H
#define BATCH_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dataset;
struct hub;
struct ledger;

struct ledger_report {
	const char *period, *day; /* what it is about; its day */
	int64_t at;
	unsigned edition; /* 1.. of its period */
	unsigned min_cell;
	const char *form;     /* by which rules and settings */
	const char *sig_told; /* of an annex (sigtold.h); or NULL */
	bool overtaken;	      /* an earlier night was run after it */
	const char *xml;      /* report.xml */
	size_t len;
	struct dataset *sets;
	size_t set_count;
};

/* Reads it; ends the program with EX_CONFIG where journal and archive do not
 * agree.  form: by which rules and settings reports are made now, on a hub that
 * is locked; NULL: nothing is entered. */
struct ledger *ledger_open(struct hub *h, const char *form);
void ledger_close(struct ledger *l); /* NULL is fine */

/* The report as it was published of that time, by the same form, when every
 * night of before had been run; NULL: never. */
const struct ledger_report *ledger_same(
    const struct ledger *l, const char *period, int64_t at);
/* The i-th, in order; NULL behind the last, and of no ledger. */
const struct ledger_report *ledger_at(const struct ledger *l, size_t i);
/* The last about a period; NULL: none. */
const struct ledger_report *ledger_last(
    const struct ledger *l, const char *period);
/* What it told of a set; NULL: nothing, also where r is NULL. */
const struct dataset *ledger_set(const struct ledger_report *r, const char *id);
/* What the cells of a breakdown of it sum to. */
int64_t ledger_total(const struct ledger_report *r, const struct dataset *told);

/* Enters a report, durable: its bytes before the entry.  Of r: period, at,
 * edition, sig_told, xml and len. */
void ledger_add(struct ledger *l, const struct ledger_report *r);

/* told.c: the datasets of a report.xml, in the arena; its threshold.  NULL
 * and a message in err where it is no report. */
struct arena;
struct dataset *told_parse(struct arena *a, const void *xml, size_t len,
    size_t *count, unsigned *min_cell, char *err, size_t errlen);

#endif
