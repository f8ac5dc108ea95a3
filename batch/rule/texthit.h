/*
 * The words of a ruling are read before it takes effect: what those whom it is
 * about want told to nobody must not stand in them.
 */
#ifndef BATCH_TEXTHIT_H
#define BATCH_TEXTHIT_H

struct night;
struct ruling;

/* What stands in them that should not, as it may be told to a person; NULL:
 * nothing.  n->gate has the roster of the night. */
const char *texthit(struct night *n, const struct ruling *r);

#endif
