/*
 * Turns: each sender's first file comes before anybody's second, small ones
 * first, and each sender has a share of the night's time that is its own.  What
 * is over it waits while others have something left, and at the night's end
 * whatever was not opened waits (busy).  Time decides no verdict: it postpones.
 * A sender is the folder that a file lies in, or the medium.
 */
#ifndef BATCH_TURNS_H
#define BATCH_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arrival;
struct night;
struct turns;

/* Puts the arrivals in the order in which they are opened; equal bytes stay
 * beside each other, the inbox's copy first. */
void turns_order(struct night *n);

/* Keeps account of a night whose arrivals are in order; free after. */
struct turns *turns_new(struct night *n);
void turns_free(struct turns *t); /* NULL is fine */
/* Whether an arrival must wait for another night; says so to a person where
 * the sender has waited too long. */
bool turns_wait(struct turns *t, size_t arrival);
/* It took so many milliseconds of the hub's. */
void turns_took(struct turns *t, size_t arrival, int64_t ms);
/* It waits, because what it takes is more than a package may. */
void turns_postpone(struct turns *t, size_t arrival);
/* Tells what waits, each sender once. */
void turns_say(struct turns *t);

#endif
