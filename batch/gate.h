/*
 * The gate: reads finished bytes and searches them for what names a member:
 * names, aliases, domains, networks and sensitive words of the whole roster,
 * and the words and recipients of the submissions at hand, digests of their
 * addresses too; through whatever they can hide in (formats/leakdecode.h).  It
 * shares nothing with the code that composed the bytes.
 */
#ifndef BATCH_GATE_H
#define BATCH_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct gate;
struct roster;

/* Terms of every member; those too short to tell anything are left out and
 * counted.  Lives in the arena. */
struct gate *gate_new(struct arena *a, const struct roster *r);
void	gate_free(struct gate *g);	/* NULL is fine */
size_t	gate_too_short(const struct gate *g);

/* Adds the words of one case; gate_forget() drops them again. */
void	gate_word(struct gate *g, const char *word);
void	gate_forget(struct gate *g);

/*
 * What kind of term ("a member's domain", "a sensitive word", ...) stands in
 * the bytes, or NULL.  Terms of the member `except` do not count: it may read
 * its own.  An empty term list is a hit, and so is more than can be decoded:
 * a gate that knows nothing, or has not seen all, lets nothing out.
 */
const char *gate_hit(struct gate *g, const void *p, size_t len,
	    const char *except);
/*
 * Plants a member that does not exist into a copy of the bytes, hidden in one
 * of many ways (turn chooses), and says whether the gate finds it.
 */
bool	gate_proves(struct gate *g, const void *p, size_t len, uint64_t turn);
/* The text with every such term, however it is spelt, replaced by a mask of
 * one length; in the arena. */
const char *gate_mask(struct gate *g, struct arena *a, const char *text);

#endif
