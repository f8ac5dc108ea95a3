/*
 * What the hub's own pages say, and which names in a roster stand there.
 */
#ifndef FORMATS_OWNPAGES_H
#define FORMATS_OWNPAGES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct roster;

/* All that the hub writes of itself, a line each. */
void ownpages_put(struct buf *out);
/* Whether they say the word, in any spelling. */
bool ownpages_say(const char *word);

/*
 * Marks the members whose ids, and whose names without legal form, stand there
 * or in the name of the issuer.  Returns what is wrong with the first alias or
 * sensitive word that does, with its line, in the arena; or NULL.
 */
const char *ownpages_mark(
    struct arena *a, struct roster *r, const char *issuer);

#endif
