/*
 * The keys of members, audiences and hub as a command tells them (tell.h): who
 * holds which since when, its subkeys, and which want somebody's care.
 */
#ifndef BATCH_TELLKEYS_H
#define BATCH_TELLKEYS_H

struct arena;
struct key_care;
struct ring_key;
struct roster_key;
struct tell;

/* Into the map that is open: fingerprint, name and subkeys of a key. */
void tellkeys_key(struct tell *t, struct arena *a, const struct ring_key *k);
/* A map in the list that is open: one of the roster's, and the key of the ring
 * that it is; NULL: it is not there. */
void tellkeys_dated(struct tell *t, struct arena *a, const char *holder,
    const struct roster_key *dated, const struct ring_key *k);
/* A map in the list that is open. */
void tellkeys_care(struct tell *t, struct arena *a, const struct key_care *c);

#endif
