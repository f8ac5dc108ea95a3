/*
 * Searches finished bytes for what a gate knows, through whatever it can hide
 * in (formats/leak/leak.h); what needs large readers runs in searchers:
 * processes that hold those bytes and the terms, can do nothing but answer
 * (gatesearcher.h), and count only where they name the canaries that were
 * planted (gatecanary.h).
 */
#ifndef BATCH_GATESEARCH_H
#define BATCH_GATESEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gate;
struct gate_fact;
struct gate_word;

/*
 * What kind of term ("a member's domain", "a sensitive word", ...) stands in
 * the bytes, or NULL.  Terms of the member `except` do not count: it may read
 * its own.  An empty term list is a hit, and so is more than can be decoded:
 * a gate that knows nothing, or has not seen all, lets nothing out.
 */
const char *gate_hit(
    struct gate *g, const void *p, size_t len, const char *except);

/* As gate_hit(), of bytes that may hold the values of the facts. */
const char *gate_hit_but(struct gate *g, const void *p, size_t len,
    const struct gate_fact *facts, size_t count);

/*
 * Keeps those of the words that do not stand in bytes that may hold the values
 * of the facts, and returns how many: in one reading of them all, however many
 * there are.  Where there is more than can be decoded none is kept.
 */
size_t gate_words_left(struct gate *roster, struct gate_word *words,
    size_t word_count, const void *p, size_t len, const struct gate_fact *facts,
    size_t count);

/* Both of a file that holds no facts, in one reading: what gate_hit() says of
 * the roster's gate, and where that is nothing, the words that are left. */
const char *gate_hit_or_left(struct gate *roster, struct gate_word *words,
    size_t *word_count, const void *p, size_t len);

/* A finished file, and the words that must not stand in it besides. */
struct gate_file {
	const char *name;
	const void *data;
	size_t len;
	const struct gate_word *words;
	size_t word_count;
	const struct gate_fact *facts;
	size_t fact_count;
	bool literal; /* the words as they are, not through
			 what they could hide in */
	/* Where they are looked for so: whole lines around a part of a file;
	 * NULL: in the data. */
	const void *said;
	size_t said_len;
	/* Where a piece begins of what may be read in pieces (gatepassed.h),
	 * then NULL; or NULL: it may not. */
	const char *const *marks;
};
struct gate_fault {
	size_t file;
	const char *what; /* as gate_hit() says it */
};
/*
 * The last reading, of names and contents, by `jobs` searchers.  Into copies
 * of each file members that do not exist are planted, one of them hidden in
 * one of many ways (turn chooses), and must be found.  0, or -1 and the first
 * fault.  g is of gate_new(): each file brings its own words.  What has passed
 * under this gate is not read again (gatepassed.h).
 */
int gate_search(struct gate *g, const struct gate_file *files, size_t count,
    unsigned jobs, const char *except, uint64_t turn, struct gate_fault *fault);

/* The same of a few short texts of the hub's own, and without a searcher,
 * unless an archive seems to stand in one: what stands in one, or NULL. */
const char *gate_search_here(
    struct gate *g, const struct gate_file *files, size_t count, uint64_t turn);

/* Seconds that a searcher may take for a few bytes. */
extern unsigned gate_patience;

#endif
