/*
 * The second stage to the fifth, package by package: open, unpack, validate,
 * extract; and what follows from them, filing.  Two packages and more are under
 * way at once; they are filed in the order of their digests, whichever is ready
 * first.
 */
#ifndef BATCH_INTAKE_H
#define BATCH_INTAKE_H

struct night;

/* Takes the arrivals; gives each its state, and of each accepted one the
 * facts. */
void intake(struct night *n);

#endif
