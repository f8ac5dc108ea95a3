/*
 * What was made for the first night of those who begin to read for an audience:
 * into the journal, and to each of them.
 */
#ifndef BATCH_STATES_H
#define BATCH_STATES_H

struct night;
struct post;

/* Which states the night made, and for whom. */
void states_journal(struct night *n);
/* Those of a run that are not in the outbox yet.  Whose key cannot be used gets
 * none by that, and nobody waits for it: export makes it again. */
void states_send(struct night *n, struct post *p, const char *run);

#endif
