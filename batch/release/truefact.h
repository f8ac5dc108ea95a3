/*
 * What of a submission is wanted told as it is, although it names its provider,
 * and who has agreed to it so far (rule/truehit.h).
 */
#ifndef BATCH_TRUEFACT_H
#define BATCH_TRUEFACT_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/indicators/observable.h"

struct fact;
struct night;

struct truehit_fact {
	enum ind_type type;
	const char *value; /* exactly */
};

/* What a ruling wants told of one submission as it is. */
struct truehit {
	const char *analyst;   /* who ruled so */
	const char *preview;   /* last one that showed it; or NULL */
	const char *bytes;     /* of all that would leave; or NULL */
	const char *confirmed; /* what another analyst confirmed */
	const char *second;    /* that one */
	struct truehit_fact *facts;
	size_t fact_count;
};

/* Of a submission; NULL where there is none. */
struct truehit *truehit_load(struct night *n, const char *submission);
/* Whether the fact is one of those that are wanted as they are. */
bool truehit_names(const struct truehit *t, const struct fact *f);

#endif
