/*
 * What is over for an audience, and who has not acknowledged that yet: of those
 * who read for it when it was told, and read for it today, each who has not
 * acknowledged a bundle since then, and whom no operator has excused.
 */
#ifndef BATCH_ACKED_H
#define BATCH_ACKED_H

#include <stddef.h>
#include <stdint.h>

struct acked;
struct arena;
struct hub;
struct roster_audience;

/* The end of an item, as the audience was told it. */
struct ended {
	const char *item;
	int64_t sequence; /* of the bundle that told it first */
	const char *day;  /* of that */
	int64_t at;
};

/* By item. */
struct ended *acked_ended(struct hub *h, struct arena *a,
    const struct roster_audience *to, size_t *count);

/* today: the day on which is asked; all in the arena. */
struct acked *acked_open(struct hub *h, struct arena *a,
    const struct roster_audience *to, const char *today);
/* In the order of the roster. */
const char **acked_silent(
    struct acked *k, const struct ended *e, size_t *count);

#endif
