/*
 * What two texts in normal form have in common, word by word, and where they
 * part: for evidence, and for the changes that make one kit's mails different
 * attacks.
 */
#ifndef BATCH_DIFFER_H
#define BATCH_DIFFER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A run of words; of the common ones both sides are filled. */
struct differ_run {
	bool common;
	const char *a, *b; /* "" where one has nothing here */
};

struct differ {
	struct differ_run *runs;
	size_t count;
	bool cut; /* too long or too unlike to follow to
		     the end: what is missing differs */
};

/* Words are runs of one script; slots (capital letters) are words.  Memory in
 * the arena; time bounded by DIFFER_WORDS * DIFFER_EDITS. */
#define DIFFER_WORDS 4000
#define DIFFER_EDITS 600
void differ_align(
    struct arena *a, const char *x, const char *y, struct differ *out);

#endif
