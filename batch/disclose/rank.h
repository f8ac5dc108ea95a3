/*
 * The order of a breakdown's rows, which must not tell how large a hidden one
 * is.
 */
#ifndef BATCH_RANK_H
#define BATCH_RANK_H

struct dataset;

/* Largest first, then what is hidden, by key; the unknown last.  Nothing
 * happens to a set that is not ranked.  Sets with one measure. */
void rank(struct dataset *d);

#endif
