/*
 * The picture of exchanges of mails as J-CSIP draws it: time downward, a
 * column for each case, a box for each mail.  Only where things stand is
 * computed here; formats/report/timeline.xsl draws.
 */
#ifndef BATCH_TIMELINE_H
#define BATCH_TIMELINE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

struct timeline_step {
	const char *column; /* case or item */
	const char *kind;   /* recon, reply, attack, missing */
	char day[11];	    /* "": not known, drawn last */
};

/*
 * Appends <timeline> elements, in no namespace of their own, a few columns
 * each; nothing where there are no steps.  Steps of one column come together
 * and in their order.
 */
void timeline_write(struct buf *b, struct arena *a,
    const struct timeline_step *steps, size_t count);

#endif
