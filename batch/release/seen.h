/*
 * When an attack was seen, in whole weeks from Monday to Sunday: enough to
 * search logs by, and too little to tell whose they are.  Exact days leave
 * where their provider lets the public know them.
 */
#ifndef BATCH_SEEN_H
#define BATCH_SEEN_H

#include "formats/package/packagewords.h"

struct composition;
struct night;

/* Appends the traffic of a submission to the facts. */
void seen_traffic(struct night *n, struct composition *c,
    const char *submission, enum tlp tlp);
/* Widens the weeks of the whole by those of a submission: when its provider
 * saw it, when its mails were written, its traffic. */
void seen_period(
    struct night *n, struct composition *c, const char *submission);

#endif
