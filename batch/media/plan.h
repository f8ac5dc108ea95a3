/*
 * Who gets a file on a medium, and what stands in it: what the outbox has for a
 * reader that it was not given on one before.  Letters and previews have a room
 * of their own, the same for everybody; what is more waits for the next medium.
 */
#ifndef BATCH_MEDIA_PLAN_H
#define BATCH_MEDIA_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/record/readers.h"

struct medium;
struct night;

/* A file of the outbox, or of memory, and what it is called inside. */
struct pouch_file {
	const char *name, *path;
	uint64_t size;
	int fd; /* 0: it lies in the outbox */
};

/* One reader's file while it is put together. */
struct pouch {
	const char *reader;
	const char *group; /* the audiences that it may hold something of */
	struct readers keys;
	struct pouch_file *files;
	size_t count;
	uint64_t bundles, papers; /* bytes that they take in the archive */
	uint64_t size;		  /* sealed, the same for all of a group */
	size_t waits;		  /* for the next medium */
};

struct plan {
	struct pouch *pouches;
	size_t count;
};

/* What is new: into m->given and the plan, both by reader. */
void plan_new(struct night *n, struct medium *m, struct plan *plan);
/* What was given once, for those of them who can read it today. */
void plan_again(struct night *n, struct medium *m, struct plan *plan);

/* All that one reader may have: the state of each audience that it reads for.
 * false: nobody of that name reads, or it has no key. */
bool plan_state(
    struct night *n, const char *who, struct medium *m, struct plan *plan);

#endif
