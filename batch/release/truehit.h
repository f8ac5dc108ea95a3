/*
 * True hits: an attacker poses as a member, or under a name like its own, and
 * the member's term is the attack itself.  It is masked as any other, unless
 * an analyst names the very values, the provider approves the preview that
 * shows them, and another analyst confirms the digest of all that would then
 * leave.  One byte that changes, and it is masked again.
 */
#ifndef BATCH_TRUEHIT_H
#define BATCH_TRUEHIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "formats/indicators/observable.h"

struct db;
struct arena;
struct dossier;
struct dossier_part;
struct fact;
struct gate_fact;
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

/* A ruling says which values; none ends it.  False where it is about
 * something else. */
bool truehit_rule(
    struct night *n, const char *package, int64_t number, const char *analyst);
/* Another analyst's word on the bytes that would leave by that ruling. */
struct truehit_word {
	const char *package; /* of the word */
	const char *analyst; /* whose */
	const char *bytes;
	bool approve;
};
void truehit_hear(struct night *n, const char *id, int64_t number,
    const struct truehit_word *word);

/* Of a submission; NULL where there is none. */
struct truehit *truehit_load(struct night *n, const char *submission);
/* Whether the fact is one of those that are wanted as they are. */
bool truehit_names(const struct truehit *t, const struct fact *f);
/*
 * Asks the providers, works out what would leave, and marks the parts of the
 * case whose values go out as they are: all of them, or none.
 */
void truehit_settle(struct night *n, struct dossier *d);
/* The exact values of the chosen parts that the gate may see unmasked. */
struct gate_fact *truehit_facts(struct night *n, const struct dossier *d,
    const bool *chosen, size_t *count);

/* Those that somebody has yet to agree to. */
json_t *truehit_waiting(struct db *d);

#endif
