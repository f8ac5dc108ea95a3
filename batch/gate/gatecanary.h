/*
 * Names that nobody has, planted into copies of what is searched: who does not
 * find them has not searched.  One is fixed and hides in one of many ways; of
 * the others, which are made anew for each search, one stands there as it is,
 * and which one only a search can tell.
 */
#ifndef BATCH_GATECANARY_H
#define BATCH_GATECANARY_H

#include <stddef.h>
#include <stdint.h>

struct buf;

#define GATECANARY_WORDS  64
#define GATECANARY_LENGTH 10
/* The number of the fixed one; those of the others are from 1 on. */
#define GATECANARY_FIXED (GATECANARY_WORDS + 1)

struct gatecanary {
	char words[GATECANARY_WORDS][GATECANARY_LENGTH + 1];
};

/* The two ways in which the fixed one is written in the list of terms. */
extern const char *const gatecanary_fixed[2];

void gatecanary_new(struct gatecanary *c);
/* Copies of some of the bytes, one with the fixed canary, hidden as turn says,
 * the other with one of the words: its number is returned. */
unsigned gatecanary_plant(const struct gatecanary *c, const void *p, size_t len,
    uint64_t turn, struct buf *fixed, struct buf *fresh);

#endif
