/*
 * The lines of bundles that a restored hub began: in each, numbers go on behind
 * the last bundle that its books know, and every bundle says so (chain.h),
 * since other bundles may have gone out under these numbers before.
 */
#ifndef BATCH_LINES_H
#define BATCH_LINES_H

#include <stdbool.h>
#include <stdint.h>

struct bundle;
struct night;
struct roster_audience;

/* The books say "line": notes in the open transaction behind which bundle of
 * each audience it begins. */
void lines_take(struct night *n, int64_t begun);
/* When the newest one began; 0: none did. */
int64_t lines_newest(struct night *n);
/* What the audience's bundles say of them. */
void lines_fill(
    struct night *n, const struct roster_audience *to, struct bundle *b);
/* Whether the audience has had bundles, and none since the newest one began. */
bool lines_unsaid(struct night *n, const struct roster_audience *to);

/* The night's letters tell members of a line that was not told yet. */
void lines_note(struct night *n);
/* When the newest one began, and the run that told it; 0: none. */
int64_t lines_told(struct night *n, const char **run);
/* Whether who named a bundle of that number then can only have meant one of a
 * line that is over. */
bool lines_over(
    struct night *n, const char *audience, int64_t sequence, int64_t then);
/* Whether a bundle of that number may have gone out in a line that is over,
 * and been opened late: who names it then need not know that it is void. */
bool lines_behind(struct night *n, const char *audience, int64_t sequence);

#endif
