/*
 * The gate: knows what names a member, which is names, aliases, domains,
 * networks and sensitive words of the whole roster, and the words and
 * recipients of the submissions at hand, digests of their addresses too.
 * gatesearch.h searches finished bytes for them.  It shares nothing with the
 * code that composed the bytes.
 */
#ifndef BATCH_GATE_H
#define BATCH_GATE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct gate;
struct gate_file;
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
 * Keeps those of the words that look like an address or a host and stand in
 * none of the files, and returns how many: what is sensitive in one case may
 * be said openly in another, and then stands in a list of all; and what is no
 * address may stand in a heading.
 */
size_t gate_words_but(struct gate *g, struct gate_word *words, size_t count,
    const struct gate_file *files, size_t file_count);

#endif
