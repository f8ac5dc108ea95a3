/*
 * What a submission gives: its facts as its own words let them go, before they
 * stand beside others'.  What another declares sensitive, or whom another's
 * mail was sent to, masks and stops nothing here, and so tells nobody anything.
 */
#ifndef BATCH_GIVEN_H
#define BATCH_GIVEN_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/compose/compose.h"

struct givens;
struct night;
struct shut;
struct truehit;
struct view_part;

/* What all have agreed to beyond the rule. */
struct allowance {
	struct truehit *truehit; /* wanted as it is; NULL */
	bool uncut;		 /* and told so */
	bool shown; /* files that name the provider, which agrees */
};

struct given {
	const char *id; /* of the submission */
	struct allowance may;
	struct fact *facts;
	size_t fact_count;
	const char *seen_first, *seen_last; /* Monday, Sunday; or NULL */
	struct features *mails;
	size_t mail_count;
};

/* Each submission is reckoned once, and kept until givens_rest(). */
struct givens *givens_new(struct night *n);
void givens_free(struct givens *g); /* NULL is fine */
/* Which values are closed that night. */
struct shut *givens_shut(struct givens *g);
const struct given *given_of(struct givens *g, const struct view_part *p);
/* Between views: where it has become much, what was given is forgotten, and
 * reckoned again for who asks. */
void givens_rest(struct givens *g);
/* What is allowed of it; until it is set, nothing beyond the rule. */
struct allowance given_allowance(struct givens *g, const char *submission);
void given_allow(
    struct givens *g, const char *submission, const struct allowance *a);

#endif
