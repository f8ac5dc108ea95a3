/*
 * The gate: reads finished bytes and searches them for what names a member:
 * names, aliases, domains, networks and sensitive words of the whole roster,
 * and the words and recipients of the submissions at hand, digests of their
 * addresses too; through whatever they can hide in (formats/leak/leak.h).
 * It shares nothing with the code that composed the bytes.
 */
#ifndef BATCH_GATE_H
#define BATCH_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct gate;
struct roster;

/* Terms of every member.  Lives in the arena. */
struct gate *gate_new(struct arena *a, const struct roster *r);
void gate_free(struct gate *g); /* NULL is fine */
/* Whether it has any term at all. */
bool gate_knows(const struct gate *g);
/* For what everybody reads, before the first search: lets members' ids pass,
 * which mean something to the hub alone, and addresses of their networks, for
 * tables of observed addresses are of whom they are. */
void gate_names_only(struct gate *g);
/* For what the hub's own people read, before the first search: lets members'
 * ids pass, and names that are spelt as a part of one. */
void gate_pass_ids(struct gate *g);
/* How many members have no name that is long enough to be searched for. */
size_t gate_unnamed(const struct gate *g);

/* A word of a case: sensitive, or a recipient's address. */
struct gate_word {
	const char *member; /* whose submission it came with */
	const char *text;
	bool weak; /* part of a name: masked in an attacker's
		      text, and stops nothing */
};

/*
 * A gate that searches for the words of one case besides what `roster`, which
 * gate_new() made and which outlives it, searches for.  gate_free() ends it.
 */
struct gate *gate_with(
    struct gate *roster, const struct gate_word *words, size_t count);

/*
 * What kind of term ("a member's domain", "a sensitive word", ...) stands in
 * the bytes, or NULL.  Terms of the member `except` do not count: it may read
 * its own.  An empty term list is a hit, and so is more than can be decoded:
 * a gate that knows nothing, or has not seen all, lets nothing out.
 */
const char *gate_hit(
    struct gate *g, const void *p, size_t len, const char *except);

/* A value that may stand in a file although it names its provider, and nobody
 * else (uncut.h): only as a field of its own, byte by byte. */
struct gate_fact {
	const char *member;
	const char *value;
};
/* As gate_hit(), of bytes that may hold those values. */
const char *gate_hit_but(struct gate *g, const void *p, size_t len,
    const struct gate_fact *facts, size_t count);

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
};
struct gate_fault {
	size_t file;
	const char *what; /* as gate_hit() says it */
};
/*
 * The last reading, of names and contents, in `jobs` processes that can do
 * nothing else.  Into a copy of each file a member that does not exist is
 * planted besides, hidden in one of many ways (turn chooses), and must be
 * found.  0, or -1 and the first fault.  g is of gate_new(): each file brings
 * its own words.
 */
int gate_search(struct gate *g, const struct gate_file *files, size_t count,
    unsigned jobs, const char *except, uint64_t turn, struct gate_fault *fault);
/*
 * Keeps those of the words that look like an address or a host and stand in
 * none of the files, and returns how many: what is sensitive in one case may
 * be said openly in another, and then stands in a list of all; and what is no
 * address may stand in a heading.
 */
size_t gate_words_but(struct gate *g, struct gate_word *words, size_t count,
    const struct gate_file *files, size_t file_count);
/* The text with every such term, however it is spelt, replaced by a mask of
 * one length; in the arena. */
const char *gate_mask(struct gate *g, struct arena *a, const char *text);

#endif
