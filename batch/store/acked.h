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
struct db;
struct hub;
struct roster_audience;

/* The end of an item, as the audience was told it. */
struct ended {
	const char *item; /* NULL: any bundle is asked about */
	const char *by;	  /* which tells it now; NULL: it is taken back */
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

/* One reader who is asked and has not answered. */
struct silent {
	const char *audience, *item, *since, *reader;
};
/* All of them, by audience and item. */
struct silent *acked_all_silent(
    struct hub *h, struct arena *a, const char *today, size_t *count);

/* An operator lets a reader off: as if he had acknowledged what is over of the
 * item by then. */
struct excuse {
	const char *item, *reader;
	int64_t at;
	const char *by, *reason; /* Unix user */
};
void acked_excuse(struct db *d, const struct excuse *x);

#endif
