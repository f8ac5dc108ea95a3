/*
 * What a person looks for: words as they were typed, and all that they may
 * mean as a value, however they are spelt.  Pure, but for a file that the words
 * name: its digest is meant, too.
 */
#ifndef BATCH_WANTED_H
#define BATCH_WANTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* An address of traffic. */
struct wanted_address {
	const char *address;
	int64_t port; /* -1: any */
};

struct wanted {
	const char *words;
	const char **values; /* each once, canonical */
	size_t count;
	struct wanted_address *addresses;
	size_t address_count;
	const char *sha256; /* of the file that the words name; or NULL */
	const char *folded; /* a part of a text: NFKC, case folded */
	const char *like;   /* a part of a value, for LIKE ... ESCAPE '!' */
};

/* The words of a command line, one blank between each two.  false: a file that
 * they name cannot be read. */
bool wanted_read(struct arena *a, const char *const *words, size_t count,
    struct wanted *out);

#endif
