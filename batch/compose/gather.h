/*
 * What one audience may be told of an attack, on its way to an item: how many
 * organisations gave each fact, its mails beside each other, and what was
 * ruled.  All that composition knows comes in here; what it does not name
 * cannot come out.
 */
#ifndef BATCH_GATHER_H
#define BATCH_GATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/compose/compose.h"
#include "formats/indicators/valueset.h"
#include "formats/mail/feature.h"

struct arena;
struct gate;
struct item;
struct roster;

/* How a fact is told whose witnesses a reader does not know yet. */
enum form { FORM_AS_IT_IS, FORM_OF_SEVERAL };

/* What one submission gives, by its own words. */
struct gather_part {
	unsigned organisation; /* token, of this view; 0: the hub itself */
	bool whole;  /* its provider lets this audience have its values whole */
	bool judged; /* an analyst who saw it gave a class, for this audience */
	enum tlp tlp;
	const struct fact *facts;
	size_t fact_count;
	const struct features *mails;
	size_t mail_count;
	const char *seen_first, *seen_last; /* Monday, Sunday; or NULL */
};

struct gather_view {
	enum form form;
	const struct gather_part *parts;
	size_t part_count;
	unsigned organisations; /* that gave it; the hub is none */
	/* Said by its readers, and told of that before. */
	uint64_t had_by, least, false_alarms, alarms_least;
	const char *found_first, *found_last; /* weeks; or NULL */
	/* Rulings in effect. */
	enum class class;
	const char *title, *analysis, *countermeasure; /* or NULL */
	const char **redact;			       /* longest first */
	size_t redact_count;
	const struct item_step *steps;
	size_t step_count;
	const struct valueset *closed; /* as they would be told; or NULL */
	/* What the audience was told in the names under which this stands. */
	const struct valueset *told;
	/* The settings' and the roster's. */
	unsigned witnesses;
	const char *never_block;
	const struct roster *roster;
};

/* What of all that was stated is not told. */
struct gather_left {
	const char *poison; /* nobody may block it; NULL: nothing */
	bool barred; /* it names a member, and others state nothing that does */
};

/*
 * Fills *it (compose.h).  What people state is not masked: where it names a
 * member the gate stops the item, and a person looks.  But with a name nobody
 * stops what others gave: where one part states none, those of the others are
 * left out.
 */
struct gather_left gather(struct arena *a, struct gate *g,
    const struct gather_view *v, struct item *it);

#endif
