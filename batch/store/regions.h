/*
 * Regions as they were seen when an address came in: resolved in the night,
 * once, and kept in the journal.  A report made again does not change with the
 * database of regions.
 */
#ifndef BATCH_REGIONS_H
#define BATCH_REGIONS_H

struct arena;
struct db;
struct journal;
struct journal_entry;

/* The address waits for the night's end; a name has no region. */
void regions_want(struct db *d, const char *address);
/* Resolves what waits, and enters it in the journal. */
void regions_resolve(struct db *d, struct journal *j, struct arena *a);
/* Takes what an entry of the journal says. */
void regions_take(struct db *d, const struct journal_entry *e);
/* Code, and through source the date of the database that said so (memory in
 * the arena); asked now where no night has resolved it. */
const char *regions_find(
    struct db *d, struct arena *a, const char *address, const char **source);

#endif
