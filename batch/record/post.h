/*
 * The post: parcels are sealed to their readers by all crypt processes at
 * once, and put in place in the order in which they were handed in, so that
 * two nights on the same input look the same from outside.
 */
#ifndef BATCH_POST_H
#define BATCH_POST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct night;
struct post;

/* Nothing else may be asked of the night's crypt processes until it is closed.
 * at: when the run was, in seconds; all files are dated by it, for when one is
 * written tells how much was to be done for others before it. */
struct post *post_open(struct night *n, int64_t at);
/*
 * Seals the text (taken: the buffer is empty afterwards) to the fingerprints
 * and publishes it at path, beneath the hub.  name: what the file is called
 * inside, or NULL.  path, name and fingerprints live as long as the night.  One
 * reader's dead key does not keep the parcel from the others; what is wrong is
 * said by night_attention().
 */
void post_send(struct post *p, const char *path, const char *name,
    struct buf *text, const char **fingerprints, size_t count, bool hidden);
/* The same of the archive of a bundle: with the hub's signature over its
 * SHA256SUMS in front (signedfront.h), dated as its files are. */
void post_send_signed(struct post *p, const char *path, struct buf *archive,
    int64_t made, const char **fingerprints, size_t count, bool hidden);
/* One such archive, sealed by itself, while no post is open: a memory file, the
 * caller's to close; -1 where nobody can read it, which is said.  name: what it
 * is called in what is said. */
int post_seal_signed(struct night *n, const char *name, struct buf *archive,
    int64_t made, const char **fingerprints, size_t count, bool hidden);
/* Waits for all; frees; whether every parcel was delivered. */
bool post_close(struct post *p);

#endif
