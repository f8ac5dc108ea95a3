/*
 * Regions as they were seen when an address came in: resolved in the night,
 * once, and kept in the journal.  A report made again does not change with the
 * database of regions.
 */
#ifndef BATCH_REGIONS_H
#define BATCH_REGIONS_H

struct arena;
struct db;
struct journal_entry;
struct night;

/* The address waits for the night's end; a name has no region. */
void regions_want(struct db *d, const char *address);
/* Resolves what waits, and enters it in the journal. */
void regions_settle(struct night *n);
/* What an entry of the journal settled. */
void regions_take(struct night *n, const struct journal_entry *e);
/* Code, and through source the date of the database that said so (memory in
 * the arena); asked now where no night has settled it. */
const char *regions_find(
    struct db *d, struct arena *a, const char *address, const char **source);

#endif
