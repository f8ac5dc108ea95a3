/*
 * The figures of a report in the making: of which hub, period and time they
 * are, and the datasets that were counted so far from hub.db and taken over
 * from history.xml.
 */
#ifndef BATCH_FIGURES_H
#define BATCH_FIGURES_H

#include <stdint.h>

#include "batch/count/dataset.h"
#include "batch/count/period.h"

struct arena;
struct history;
struct hub;
struct ledger;
struct pasts;

struct figures {
	struct hub *hub;
	struct arena *arena;
	const struct history *history;
	struct period period;
	int64_t at;	/* what is not known by then does not count */
	char begun[11]; /* the books are kept from this day */
	const char *regions_first, *regions_last; /* databases; NULL */
	struct datasets sets;
	/* Of the report that tells them. */
	const struct ledger *ledger; /* what was told before; or NULL */
	struct pasts *pasts;	     /* who gave it (past.h) */
	unsigned edition;
	const char *name;      /* of its directory: 2017Q3, 2017Q3-gas */
	bool draft;	       /* counts as nothing; lies in NAME-draft */
	const char *sig;       /* annex of this one; NULL: report */
	const char *sig_table; /* what the annex told (sigtable.h) */
};

/* So many more in a cell, which a member gave. */
void figures_give(
    struct figures *f, struct figure *g, const char *member, int64_t n);

/* The hub in the names of a set's measures, as settings call it. */
void figures_name_hub(struct figures *f, struct dataset *d);

#endif
