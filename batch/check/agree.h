/*
 * Whether archive, journal, database and the chains of bundles agree, by
 * digests and chains alone: nothing is decrypted, nothing is derived.  Found
 * are bytes that changed or are missing, a journal that was cut or edited, and
 * rows that are not what this program wrote or the journal carries.
 */
#ifndef BATCH_AGREE_H
#define BATCH_AGREE_H

#include <stdbool.h>
#include <stddef.h>

struct hub;

/* Says each fault, and how many there are.  *rows: the database was added up;
 * false: it is from before sums were kept, and must be made again to tell. */
size_t agree(struct hub *h, bool *rows);

#endif
