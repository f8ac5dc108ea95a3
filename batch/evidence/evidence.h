/*
 * What is known of a case, for the analysts of the hub and nobody else: why
 * each submission is in it, what it was not joined with, what relates it to
 * others, what it may be.  Built from hub.db alone.
 */
#ifndef BATCH_EVIDENCE_H
#define BATCH_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/evidence/join.h"
#include "batch/evidence/matrix.h"
#include "batch/evidence/proposal.h"

struct asked;
struct comparison;
struct hub;
struct rarity;
struct relation;
struct sighting;
struct thread_step;
struct unread;
struct wrote;

enum case_release { CASE_NOT_RULED, CASE_HELD, CASE_RELEASED };

struct case_submission {
	const char *id, *kind, *title, *consent, *scope, *tlp, *day, *member;
	bool withdrawn;
	struct join joined;
	struct wrote *wrote;
	struct unread *unread;
	size_t unread_count;
};

/* A step as an analyst ruled it. */
struct case_step {
	int64_t n;
	const char *kind, *submission, *text;
	const char *day; /* or NULL */
};

/* What a ruling does not say is NULL. */
struct case_ruling {
	const char *analyst, *at, *class, *release, *title, *merge, *reason;
	int64_t about;	     /* submissions */
	const char *readers; /* audiences that it reaches; or NULL */
	const char *harmless;
	const char *techniques; /* or NULL */
	const char *second;	/* who confirmed it, or why it has no effect */
};

struct case_item {
	const char *id, *first_shared;
	const char *retracted; /* or NULL */
	bool superseded;       /* nobody is told facts of it any more */
};

struct case_evidence {
	const char *id;
	const char *merged_into; /* or NULL */
	const char *class, *title;
	bool grave, harmless;
	enum case_release release;
	struct proposal proposed;
	struct case_submission *submissions;
	size_t submission_count;
	struct rarity *keys;
	size_t key_count;
	struct comparison *nearest;
	size_t nearest_count;
	struct relation *related;
	size_t related_count;
	const char **campaign;
	size_t campaign_count;
	struct campaign_name *named;
	size_t named_count;
	struct matrix matrix;
	struct case_step *ruled_steps;
	size_t ruled_step_count;
	struct thread_step *thread;
	size_t thread_count;
	struct case_ruling *rulings;
	size_t ruling_count;
	struct case_item *items;
	size_t item_count;
	struct sighting *sightings;
	size_t sighting_count;
	struct asked *asked;
	size_t asked_count;
};

/* In the hub's arena; NULL where there is no such case. */
struct case_evidence *evidence_of(struct hub *h, const char *id);

#endif
