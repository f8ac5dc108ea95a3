/*
 * An audience's groups: of the submissions that are due to it those that are
 * one attack, by exact keys and by likeness of two, and by nothing else that
 * came.  What was told is merged and parted by a person only: a submission
 * that meets two items goes to the one that it is more like, and is noted.
 */
#ifndef BATCH_GROUP_H
#define BATCH_GROUP_H

#include <stdbool.h>
#include <stddef.h>

struct due;
struct night;
struct roster_audience;

struct group {
	const char *item;	  /* that it is told as; NULL: not yet */
	const char **submissions; /* by id */
	size_t count;
	const char **merged; /* items that are one with it by a ruling */
	size_t merged_count;
};

struct groups {
	struct group *list; /* by their first submission */
	size_t count;
	const char **bare; /* items of which nothing is due any more */
	size_t bare_count;
};

/* The groups that hold one of the changed submissions; in the night's arena. */
void group_find(struct night *n, struct due *due,
    const struct roster_audience *to, const char **changed, size_t count,
    struct groups *out);

/* The submissions that an item stands for; in the night's arena. */
const char **group_members(
    struct night *n, const char *audience, const char *item, size_t *count);
/* These, by id, and no others stand in the audience for the item from now on.
 */
void group_place(struct night *n, const char *audience, const char *item,
    const char **submissions, size_t count);
/* Whether it does, or would once it is told again after a split. */
bool group_holds(struct night *n, const char *audience, const char *item,
    const char *submission);
/* The item that a submission came to stand in otherwise than by a merger, in
 * the night's arena; NULL: none. */
const char *group_claim(
    struct night *n, const char *audience, const char *submission);
/* The item stands for nothing any more. */
void group_clear(struct night *n, const char *audience, const char *item);
/* By a ruling: these are set apart from the rest of what they are with now,
 * and each side goes back to the items that a merger took; or are one,
 * whatever set them apart. */
struct sides {
	const char *name; /* of the ruling */
	const char **off, **rest;
	size_t off_count, rest_count;
};
void group_part(struct night *n, const struct sides *x);
void group_bind(
    struct night *n, const char *name, const char **submissions, size_t count);

#endif
