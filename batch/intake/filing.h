/*
 * Filing: a judged arrival becomes rows, an entry of the journal, and bytes in
 * archive/ or quarantine/, in an order that survives a kill at any step.
 */
#ifndef BATCH_FILING_H
#define BATCH_FILING_H

#include <stddef.h>

struct arrival;
struct extractor;
struct night;

/* Takes a judged arrival; gives its rows in the open transaction. */
void filing_rows(struct night *n, struct extractor *e, struct arrival *a);
/*
 * Takes judged arrivals whose rows stand in the open transaction; gives them
 * for ever: journal first, then the bytes' place, then the rows, and only
 * then the original goes.  A night killed in between is picked up by
 * replay(), which finds the journal's entry and the copy in the spool.
 */
void filing_commit(struct night *n, struct arrival **batch, size_t count);
/* The originals of what came again go last: the journal does not know them, and
 * a night that is killed before their receipts must find them again. */
void filing_originals(struct night *n);

#endif
