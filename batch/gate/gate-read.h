/*
 * One reading of bytes, as gate.c does it for gatesearch.c, which decides in
 * what process, and for gatemask.c.
 */
#ifndef BATCH_GATE_READ_H
#define BATCH_GATE_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/leak/leak.h"

struct arena;
struct buf;
struct cursor;
struct gate;
struct gate_file;
struct gate_term;
struct gate_terms;
struct gate_word;
struct gatecanary;
struct gatepassed;
struct gateserver;
struct place;

/* What a search can find; its number is what a process apart says. */
enum gate_kind {
	GATE_NAME,
	GATE_ID,
	GATE_DOMAIN,
	GATE_WORD,
	GATE_DIGEST,
	GATE_CANARY, /* of a member that does not exist: must be found */
	GATE_NETWORK,
	GATE_TOO_MUCH,
	GATE_BLIND, /* the canary was not found */
	GATE_KINDS,
	GATE_NOTHING = GATE_KINDS
};

/* "a member's name"; NULL: nothing. */
const char *gate_kind_word(enum gate_kind k);
/* Makes the terms ready for a search; what is read later does so by itself. */
void gate_ready(struct gate *g);
struct gate_found {
	enum gate_kind kind;
	unsigned canary; /* its number, gatecanary.h; 0: none */
};
/* Reads the bytes, archives too where inside says so; *hit is set where it
 * returns LEAK_FOUND. */
enum leak gate_read(struct gate *g, const void *p, size_t len,
    const char *except, bool inside, struct gate_found *hit);
/* The same from one mark to the next (gatepassed.h); NULL: all as one. */
enum leak gate_read_pieces(struct gate *g, const void *p, size_t len,
    const char *const *marks, const char *except, bool inside,
    struct gate_found *hit);
/* Notes each of the words of gate_with() that stands in the bytes; archives are
 * not opened.  hit: or NULL; then LEAK_FOUND is what gate_read() would find of
 * the roster's. */
enum leak gate_read_which(struct gate *g, const void *p, size_t len,
    const char *except, bool *stands, struct gate_found *hit);
/* Whether a term stands in a text as it is, a weak one too. */
bool gate_stands(struct gate *g, const char *text);
/* Tells each place where one stands; what is held by another that ends there is
 * not told by itself. */
void gate_places(struct gate *g, struct arena *a, const char *text,
    void (*tell)(void *arg, const struct gate_term *t, const struct place *at),
    void *arg);
/* Whether one of the file's words stands in it as it is. */
bool gate_says(struct gate *g, const struct gate_file *f);

/* All that a gate of gate_new() searches for, for its searchers. */
void gate_put(struct buf *b, const struct gate *g);
/* Ready for a search; NULL where that is not what stands there. */
struct gate *gate_get(struct cursor *c, struct arena *a);
/* What a gate of gate_with() searches for besides; of another one, nothing. */
void gate_put_own(struct buf *b, const struct gate *g);
/* As gate_with(), with those terms too, and the canaries; it remembers what it
 * has read. */
struct gate *gate_with_canary(struct gate *roster,
    const struct gate_word *words, size_t count, const struct gate_terms *own,
    const struct gatecanary *canary);
/* Of its words, those that count from now on; the others are let pass. */
void gate_words_that_count(struct gate *g, const bool *counts);
/* The one of gate_new() below it, or itself; and of such a one, where its
 * searchers are begun, what has passed their reading, and what gate_hit(). */
struct gate *gate_roster(struct gate *g);
struct gateserver *gate_server(struct gate *g);
struct gatepassed *gate_passed(struct gate *g);
struct gatepassed *gate_clean(struct gate *g);

#endif
