/*
 * What is known of a case, for the analysts of the hub and nobody else: why
 * each submission is in it, what it was not joined with, what relates it to
 * others, what it may be.  Built from hub.db alone, as one JSON document that
 * is printed as it is (--json) or as text.
 */
#ifndef BATCH_EVIDENCE_H
#define BATCH_EVIDENCE_H

#include <jansson.h>
#include <stdint.h>

struct hub;

/* The document; the caller's to release.  NULL where there is no such case. */
json_t *evidence_case(struct hub *h, const char *id);
/* The document as text on standard output, safe for a terminal. */
void evidence_print(struct hub *h, const json_t *doc);

/* Its parts, each in the file of its name. */

/* Why a submission is where it is: rule, key, rarity, likeness. */
json_t *evidence_join(
    struct hub *h, const char *submission, const char *joined);
/* What was nearly the same and is in another case. */
json_t *evidence_nearest(struct hub *h, const char *id);
/* Pairs of cases, in all the hub, that wait for an analyst to look at. */
json_t *evidence_worklist(struct hub *h);

/* How many submissions and cases hold a key, of how many, and what it weighs
 * as evidence that two of them belong together. */
json_t *campaign_rarity(struct hub *h, const char *key);
/* Every key of a case (a hundred at most), each with its rarity. */
json_t *campaign_keys(struct hub *h, const char *id);
/* Cases related by infrastructure, each with its keys and their weight. */
json_t *campaign_related(struct hub *h, const char *id);
/* The cases that strong relations connect with this one; itself included. */
json_t *campaign_members(struct hub *h, const char *id);

/* The mails of the case, feature by feature, against the first. */
json_t *matrix_of(struct hub *h, const char *id);
/* The thread that its mails seem to make. */
json_t *thread_proposed(struct hub *h, const char *id);
/* The class that it may be, with reasons: a hint, never a ruling. */
json_t *proposal_of(struct hub *h, const char *id);

#endif
