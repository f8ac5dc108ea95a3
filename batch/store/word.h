/*
 * When a word was signed.  Of several about the same thing the one signed last
 * holds, whichever arrives first; of two of one second that of the package
 * with the smaller digest, of two in one package the later one.  SQL has the
 * same order: ORDER BY signed, package DESC, n.
 */
#ifndef BATCH_WORD_H
#define BATCH_WORD_H

#include <stdint.h>

struct word {
	int64_t signed_at;
	const char *package; /* SHA-256 */
	int64_t n;	     /* in the package */
};

/* Less than zero where b holds against a. */
int word_order(const struct word *a, const struct word *b);

#endif
