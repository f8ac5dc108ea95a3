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

#include "batch/count/dataset.h"

struct hub;
struct ledger;

struct ledger_report {
	const char *period, *day; /* what it is about; its day */
	int64_t at;
	unsigned edition; /* 1.. of its period */
	unsigned min_cell;
	const char *form;      /* by which rules and settings */
	const char *sig_table; /* of an annex (sigtable.h); or NULL */
	bool overtaken;	       /* an earlier night was run after it */
	const char *xml;       /* report.xml */
	size_t len;
	struct datasets sets;
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
/* The report that counted it: told may stand in r as it was carried over from
 * an edition before. */
const struct ledger_report *ledger_from(const struct ledger *l,
    const struct ledger_report *r, const struct dataset *told);
/* What they summed to when they were counted: told may stand in r as it was
 * carried over from an edition before. */
int64_t ledger_then(const struct ledger *l, const struct ledger_report *r,
    const struct dataset *told);

/* Enters a report, durable: its bytes before the entry.  Of r: period, at,
 * edition, sig_table, xml and len. */
void ledger_add(struct ledger *l, const struct ledger_report *r);

#endif
