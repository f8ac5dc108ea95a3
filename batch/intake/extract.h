/*
 * The stage extract: an accepted package into rows.  What a text is compared by
 * has slots where the roster has a name, so a package is read by the roster of
 * its night.
 */
#ifndef BATCH_EXTRACT_H
#define BATCH_EXTRACT_H

struct arrival;
struct extractor;
struct night;

/* For the packages of one pass over the arrivals; in the night's arena. */
struct extractor *extractor_new(struct night *n);
/* Takes an accepted package with its verified sender; gives its rows, in the
 * transaction that is open. */
void extract(struct extractor *e, const struct arrival *a);

#endif
