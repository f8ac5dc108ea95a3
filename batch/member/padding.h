/*
 * Padding of a package, so that who sees files on a medium or a server learns
 * little of what is in them by their sizes: a frame behind the archive that
 * every reader of Zstandard passes over.
 */
#ifndef BATCH_PADDING_H
#define BATCH_PADDING_H

#include <stddef.h>

struct buf;

#define PADDING_LEAST 32768 /* bytes: a mail without an attachment */

/* The size that so many bytes are brought to: at least PADDING_LEAST, else at
 * most a sixteenth more, of few sizes (Padme: Nikitin and others, "Reducing Metadata
 * Leakage from Encrypted Files", 2019). */
size_t padding_size(size_t len);
/* Brings an archive (tar.zst) to that size, by a skippable frame (RFC 8878,
 * 3.1.2) of random bytes, which no later compression makes small again. */
void padding_put(struct buf *archive);

#endif
