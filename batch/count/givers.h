/*
 * Who gave a figure, and how much each: what disclosure looks at beside the
 * figure itself.  An organisation is known by a word that is never told.
 */
#ifndef BATCH_GIVERS_H
#define BATCH_GIVERS_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct roster;

struct giver {
	const char *organisation;
	int64_t n; /* of the figure; of things counted once that several gave,
		      each has its own */
};

struct givers {
	struct giver *list;
	size_t count;
};

/* The organisation that a member is: the one place that says so. */
const char *givers_organisation(const struct roster *r, const char *member);

/* The organisation's name is copied where it is new. */
void givers_add(
    struct arena *a, struct givers *g, const char *organisation, int64_t n);
/* All of them more. */
void givers_join(struct arena *a, struct givers *g, const struct givers *more);
/* What one of them gave; NULL: nobody. */
int64_t givers_part(const struct givers *g, const char *organisation);

#endif
