/*
 * SHA256SUMS.asc, the hub's signature over SHA256SUMS, in front of a bundle's
 * archive.  It is a zstd frame of its own that holds one member of a tar and is
 * not compressed, so that its end can be found without unpacking.  Behind it
 * stand the very bytes that were there before signing, whose digest is compared
 * and chained.  Whoever unpacks one frame after the other, as zstd and tar do,
 * finds one archive.
 */
#ifndef FORMATS_SIGNEDFRONT_H
#define FORMATS_SIGNEDFRONT_H

#include <stddef.h>
#include <stdint.h>

struct buf;

#define SIGNEDFRONT_SUMS "SHA256SUMS"
#define SIGNEDFRONT_NAME "SHA256SUMS.asc"

/* Appends the frame; mtime: that of the archive's files.  -1: machine trouble,
 * or a signature that is no signature by its length. */
int signedfront_write(
    struct buf *out, const void *signature, size_t len, int64_t mtime);
/* How many bytes of an archive with a signature are the frame; 0: none. */
size_t signedfront_length(const void *p, size_t len);
/* Appends SHA256SUMS out of an archive that this hub made, as it is before
 * signing; -1 where it is not among its first. */
int signedfront_sums(const void *p, size_t len, struct buf *out);

#endif
