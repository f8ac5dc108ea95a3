/*
 * Why a submission is in its case, as the database keeps it: here it is
 * written and read.
 *
 *	first			it was the first
 *	like:SUBMISSION#N	like mail N of that submission
 *	stated:DIGEST		one of two states a file that the other has or
 *				states, and they share another key
 *	ruling: split		an analyst said so
 *	KIND:VALUE		it shares that key
 */
#ifndef BATCH_JOINED_H
#define BATCH_JOINED_H

#include <stdint.h>

struct arena;

enum joined_rule { JOINED_FIRST, JOINED_LIKE, JOINED_RULING, JOINED_KEY };

struct joined {
	enum joined_rule rule;
	const char *word; /* its name: what stands before the colon */
	const char *with; /* JOINED_LIKE */
	int64_t with_n;
	const char *key;    /* JOINED_KEY, whole; of stated: the file's */
	const char *detail; /* JOINED_RULING; or NULL */
};

#define JOINED_FIRST_WORD "first"
#define JOINED_SPLIT	  "ruling: split"
#define JOINED_MERGE	  "ruling: merge"

/* All in the arena. */
const char *joined_like(struct arena *a, const char *submission, int64_t n);
const char *joined_stated(struct arena *a, const char *digest);
void joined_parse(struct arena *a, const char *text, struct joined *out);

#endif
