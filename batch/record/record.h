/*
 * The stage record: the night's decisions for ever.
 */
#ifndef BATCH_RECORD_H
#define BATCH_RECORD_H

struct night;

/*
 * Takes the night's decisions in the open transaction; gives them for ever:
 * into the journal, then into the database, then to the outbox.  A night that
 * decided nothing leaves no trace in the journal.
 */
void record(struct night *n);

#endif
