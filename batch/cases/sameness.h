/*
 * Whether two mails are the same attack: rule "like".  Pure: decided from the
 * two alone, in whole numbers, so that show can decide it again.
 */
#ifndef BATCH_SAMENESS_H
#define BATCH_SAMENESS_H

#include "batch/cases/likeness.h"

struct arena;

enum band { BAND_DIFFERENT, BAND_LOOK, BAND_SAME };

/* What is compared of a mail.  Strings in normal form, none of them NULL. */
struct lure {
	const char *norm;
	struct likeness *text; /* of norm */
	const char *subject;
	const char *marks; /* who it pretends to be: subject,
			      sender's name and address, hosts */
};

struct sameness {
	enum band band;
	struct likeness_score score;
	unsigned subjects;	       /* likeness, thousandths */
	const char *brand_a, *brand_b; /* the one's word where the other
				  has its own; or NULL */
	const char *why;	       /* word for the band, see sameness.c */
};

/* Memory in the arena. */
void sameness_judge(
    struct arena *a, struct lure *x, struct lure *y, struct sameness *out);
const char *band_word(enum band b);

#endif
