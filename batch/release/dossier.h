/*
 * A case with everything that decides what leaves of it: its texts, its
 * submissions and the terms each was given under.  The one place of the night
 * where a provider and its facts stand side by side; compose() gets the facts
 * alone.
 */
#ifndef BATCH_DOSSIER_H
#define BATCH_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/release/compose.h"
#include "batch/store/ruling.h"
#include "formats/base/digest.h"

struct gate;
struct night;
struct roster_audience;
struct truehit;

struct dossier_part {
	const char *id; /* submission */
	const char *member;
	bool own;
	const char *title;
	enum consent consent;
	enum scope scope;
	enum tlp tlp;
	const char *day; /* accepted on: decides its SIGs */
	bool withdrawn;
	bool agreed;		 /* may leave: consent given, or preview
				    approved with the texts of today */
	bool refused;		 /* its provider said no */
	struct truehit *truehit; /* what is wanted as it is; NULL */
	bool uncut;		 /* and is told so */
	bool shown;		 /* its provider agreed to files that name
				    it */
};

struct dossier {
	const char *id; /* case */
	enum class class;
	bool grave;
	enum said release; /* by a ruling */
	bool ruled;
	bool closed; /* by a ruling that took it back */
	const char *title, *analysis, *countermeasure;
	char text[DIGEST_HEX]; /* of class and texts */
	struct dossier_part *parts;
	size_t part_count;
	const char *item;	  /* live item; NULL */
	const char *first_shared; /* of it */
	bool held;		  /* changed texts wait for an approval */
	const char *poison;	  /* what a person stated that nobody may
				     block; NULL: nothing */
};

/* Reads the case; the night's arena. */
struct dossier *dossier_load(struct night *n, const char *casefile);
/* Whether the case may leave at all, by class, ruling and hub.conf. */
bool dossier_releasable(const struct night *n, const struct dossier *d);
/* Whether a part may go to an audience on this day. */
bool dossier_reaches(struct night *n, const struct dossier *d,
    const struct dossier_part *p, const struct roster_audience *to);
/* The facts of the chosen parts, without their providers, for an audience, or
 * for a preview where it is NULL; poison is set where one of them was left out
 * that a person stated. */
void dossier_compose(struct night *n, struct dossier *d, const bool *chosen,
    const struct roster_audience *to, struct item *it);

#endif
