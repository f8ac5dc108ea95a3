/*
 * What names a member or a person, in each form that people write it in:
 * without its legal form, as it sounds, in other kanji, mistaken for another
 * charset, hashed.
 */
#ifndef BATCH_GATETERM_H
#define BATCH_GATETERM_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/gate/gate-read.h"
#include "formats/names/spelling.h"

struct arena;
struct buf;
struct cursor;
struct gate_word;
struct roster_member;

#define GATETERM_NO_WORD ((size_t)-1)

struct gate_term {
	const char *member;
	enum gate_kind kind;
	const char *raw;
	const char *form;	/* what is searched for ... */
	enum spelling_form how; /* ... in the text in this form */
	bool weak;	 /* masked where it is found, and stops nothing */
	size_t word;	 /* of gate_with(): which of the words it is of;
			    or GATETERM_NO_WORD */
	unsigned canary; /* gatecanary.h; 0: none */
};

struct gate_terms {
	struct arena *arena;
	struct gate_term *list;
	size_t count;
};

/* Once, before the first term. */
void gateterm_setup(void);
/* A word as it is; one that is too short is passed over. */
void gateterm_add(struct gate_terms *t, const char *member, enum gate_kind kind,
    const char *word);
/* Whether it has a name that is long enough to be searched for. */
bool gateterm_member(struct gate_terms *t, const struct roster_member *m);
void gateterm_word(struct gate_terms *t, const struct gate_word *word);
/* A name that nobody has. */
void gateterm_canary(struct gate_terms *t, const char *word, unsigned number);

/* For another process, which only searches: those that stop something. */
void gateterm_put(struct buf *b, const struct gate_terms *t);
void gateterm_get(struct cursor *c, struct gate_terms *t);

#endif
