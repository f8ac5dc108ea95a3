/*
 * What members answered to items, word by word, for the analysts: who found
 * it, who looked and found nothing, who calls it a false alarm.
 */
#ifndef BATCH_SIGHTINGS_H
#define BATCH_SIGHTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hub;
struct tell;

struct sighting {
	const char *item, *member, *result;
	const char *outcome; /* or NULL */
	int64_t count;
	const char *first, *last; /* or NULL */
	const char *day;	  /* it came */
	bool holds;		  /* no word of its was signed later */
	const char *casefile;	  /* of the item */
};

/* In the hub's arena, the one signed last comes last. */
struct sighting *sightings_of_item(
    struct hub *h, const char *item, size_t *count);
struct sighting *sightings_of_case(
    struct hub *h, const char *casefile, size_t *count);
/* Those that an analyst has not ruled since: what was not found, what is a
 * false alarm, and where it was opened or did harm. */
struct sighting *sightings_waiting(struct hub *h, size_t *count);
/* As a list of this name. */
void tell_sightings(struct tell *t, const char *name,
    const struct sighting *list, size_t count);

#endif
