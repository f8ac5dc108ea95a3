/*
 * A view: what one audience may know of an attack.  All that is composed for
 * the audience comes from this struct, and no member and no case can be reached
 * from it: who gave a part is a token, equal for equal organisations of this
 * view alone, and good for counting them.
 */
#ifndef BATCH_VIEW_H
#define BATCH_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/views/standing.h"
#include "formats/package/packagewords.h"

struct group;
struct night;
struct roster_audience;

struct view_part {
	const char *id;	       /* of the submission, to ask for its facts */
	unsigned organisation; /* token; 0: the hub itself; all from outside
				  are one */
	bool own;	       /* counts as what the hub obtained */
	bool everybody;	       /* scope all */
	bool asked;	       /* its provider was shown it first */
	bool closed;	       /* a ruling took it back */
	bool judged; /* an analyst who saw it gave a class, for this audience */
	bool whole;  /* its provider lets this audience have its values whole */
	enum tlp tlp;
};

struct view {
	const struct roster_audience *to;
	const char *item;     /* that it is told as; NULL: not yet */
	const char **told_as; /* that, and those that are one with it by a
				 ruling, or were until tonight */
	size_t told_as_count;
	const char *first_shared; /* then: when, to this audience */
	uint64_t least;		  /* organisations that it tells of */
	struct view_part *parts;  /* by id */
	size_t part_count;
	unsigned organisations; /* that gave it; the hub is none */
	unsigned had_by;	/* those, and readers who found it */
	unsigned false_alarms;	/* readers who call it one */
	uint64_t alarms_least;	/* of them told before */
	const char *found_first, *found_last; /* weeks in which they found it;
						 or NULL */
	struct standing ruled;
	const char **redact; /* longest first */
	size_t redact_count;
	const struct ruling_part *steps; /* of its thread */
	size_t step_count;
};

/* In the night's arena. */
struct view *view_load(
    struct night *n, const struct roster_audience *to, const struct group *g);
/* The view that the provider of a submission is shown: that alone, with what
 * was ruled on nothing but what this member gave. */
struct view *view_of_provider(struct night *n, const char *submission);
/* When the audience was first told of an item; NULL: never. */
const char *view_first_shared(
    struct night *n, const struct roster_audience *to, const char *item);
/* What was ruled on a submission, whatever else is in its case. */
const struct standing *view_ruled_on(struct night *n, const char *submission);
/* Whether what was ruled on a submission lets it go, whoever may have it. */
bool view_lets_go(struct night *n, const char *submission);
/* Whether what was ruled on submissions, for that audience, keeps them where
 * they are, whatever stands with them. */
bool view_is_held(struct night *n, const struct roster_audience *to,
    const char **submissions, size_t count);
/* Whether it is no attack, as was ruled on it: its provider is told so. */
bool view_is_harmless(struct night *n, const char *submission);
/* Whether all of it came of one organisation, which is asked first. */
bool view_is_asked(const struct view *v);
/* Whether it may leave at all, by class, rulings and hub.conf. */
bool view_is_released(const struct night *n, const struct view *v);

#endif
