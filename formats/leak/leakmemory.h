/*
 * Runs of letters that were read and held nothing, with the work that each
 * took: a page says the same words of each item.  What a run says follows from
 * it alone, and its work is counted again each time, so whether it was known
 * changes no outcome.
 */
#ifndef FORMATS_LEAKMEMORY_H
#define FORMATS_LEAKMEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct leakmemory;

struct leakmemory *leakmemory_new(void);
void leakmemory_free(struct leakmemory *m); /* NULL is fine */

/* What is being read holds something that counts for another reader: it is
 * not remembered.  NULL is fine. */
void leakmemory_mark(struct leakmemory *m);
/* How often that was said. */
size_t leakmemory_marks(const struct leakmemory *m);

/* By its hash, which is not 0: whether it is known, and its work. */
bool leakmemory_knows(const struct leakmemory *m, uint64_t hash, size_t *work);
void leakmemory_note(struct leakmemory *m, uint64_t hash, size_t work);

#endif
