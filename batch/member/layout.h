/*
 * What `open --into DIR` lays out: DIR/AUDIENCE-NNNNNN/ with a bundle's files
 * as they came, DIR/AUDIENCE-state-NNNNNN/ with a state's, and DIR/lists/ with
 * what is in force and what is to be taken out.  Nothing of a bundle is written
 * over another one; a state takes the place of the one before it under its
 * number.
 */
#ifndef BATCH_LAYOUT_H
#define BATCH_LAYOUT_H

#include <stdbool.h>

struct arena;
struct inforce;
struct parcel;

/* False where something else lies in its place. */
bool layout_bundle(struct arena *a, const char *into, const struct parcel *p);
void layout_lists(struct arena *a, const char *into, const struct inforce *f);

#endif
