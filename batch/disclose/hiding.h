/*
 * Hiding in one breakdown, whatever the reason; each hidden figure keeps it
 * for the audit.  A cell that is open, for the headline tells it, is never
 * hidden.
 */
#ifndef BATCH_HIDING_H
#define BATCH_HIDING_H

#include <stdint.h>

struct arena;
struct dataset;
struct limits;

/* Reasons, for the hub's people alone. */
#define WHY_SMALL    "small-cell"
#define WHY_FEW	     "small-cell: few organisations gave it, or one most of it"
#define WHY_N	     "complement: the cells sum to n"
#define WHY_TOTAL    "complement: the cells sum to what was submitted"
#define WHY_NO_OTHER "withheld: no other cell would hide it"
#define WHY_QUARTER  "year: %s hides it"
#define WHY_YEAR     "ledger: its year told it, too little changed since"
#define WHY_EDITION  "ledger: edition %u of %s hides it"
#define WHY_LAST     "ledger: as in the edition before"
#define WHY_WITHHELD "ledger: withheld in an edition before"
#define WHY_AS_TOLD  "ledger: hidden as it was told"

/* Nothing is hidden any more. */
void hiding_none(struct dataset *d);
/* What another set hides is hidden in this one, too: a year and a later
 * edition follow what was told. */
void hiding_as_in(struct arena *a, struct dataset *d,
    const struct dataset *told, const char *why);
/* Nothing of it is told: where no complement is enough. */
void hiding_all(struct dataset *d, int64_t min, const char *why);
/* What must not be told and complements, on top of what is hidden already; puts
 * the rows in order. */
void hiding_small(struct arena *a, struct dataset *d, const struct limits *l);

#endif
