/*
 * What a package is called.  A manifest's id is its sender's own: where
 * another sender's package has the same one, this is called otherwise in the
 * hub's books, and as before towards its sender, who cannot tell by it whether
 * anybody else has used an id.
 */
#ifndef BATCH_IDENTITY_H
#define BATCH_IDENTITY_H

struct arena;
struct arrival;
struct night;

/* Of a package that is about to be accepted: gives it another id where its own
 * is taken, and keeps in called what it was. */
void identity_take(struct night *n, struct arrival *a);
/* The same in a replay, where the journal has the id. */
void identity_recall(struct arrival *a);
/* Undoes it, for one that is judged once more. */
void identity_reset(struct arrival *a);
/* The id of the accepted package that the member calls so (in the arena), or
 * NULL. */
const char *identity_of(
    struct night *n, struct arena *a, const char *member, const char *called);

#endif
