/*
 * Cases that infrastructure relates: each with the keys that both hold, and
 * what these weigh together.  Strong relations make a campaign.
 */
#ifndef BATCH_CAMPAIGN_H
#define BATCH_CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>

struct hub;
struct rarity;

struct relation {
	const char *casefile;
	struct rarity *keys;
	size_t key_count;
	double bits;
	bool strong;
};

/* Memory in the hub's arena. */
struct relation *campaign_related(struct hub *h, const char *id, size_t *count);
/* The cases that strong relations connect with this one; itself first. */
const char **campaign_members(struct hub *h, const char *id, size_t *count);

/* What a ruling calls the campaign that a case is part of; years: FROM-UNTIL.
 */
struct campaign_name {
	const char *casefile, *name, *years;
};
/* Of those cases that bear one. */
struct campaign_name *campaign_names(
    struct hub *h, const char *const *cases, size_t cases_count, size_t *count);

#endif
