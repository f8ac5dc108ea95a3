/*
 * The picture of exchanges of mails as J-CSIP draws it: time downward, a
 * column for each case, a box for each mail.  Only where things stand is
 * computed here; formats/report/timeline.xsl draws.
 */
#ifndef FORMATS_TIMELINE_H
#define FORMATS_TIMELINE_H

#include <stddef.h>

struct arena;
struct xmlw;

struct timeline_step {
	const char *column; /* case or item */
	const char *kind;   /* recon, reply, attack, missing */
	char day[11];	    /* "": not known, drawn below that of days */
	int days;	    /* since 1970; 0: of none that is known, last */
};

/*
 * Writes <timeline> elements, in no namespace of their own, a few columns
 * each; nothing where there are no steps.  Steps of one column come together
 * and in their order.
 */
void timeline_write(struct xmlw *x, struct arena *a,
    const struct timeline_step *steps, size_t count);

#endif
