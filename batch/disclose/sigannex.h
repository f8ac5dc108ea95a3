/*
 * The one dataset of an annex: a SIG beside the whole hub.  It is hidden as it
 * is counted, for what one annex tells bears on all others of its quarter.
 */
#ifndef BATCH_SIGANNEX_H
#define BATCH_SIGANNEX_H

/* A SIG of fewer members has no annex: who knows his own part reads that of the
 * few others. */
#define SIGANNEX_MEMBERS 10

struct figures;

/* Of f->sig; leaves f->sig_table, too. */
void sigannex_count(struct figures *f);

#endif
