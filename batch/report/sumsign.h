/*
 * SHA256SUMS of a report's folder and the hub's signature over it, which stock
 * gpg and sha256sum verify on any machine.
 */
#ifndef BATCH_SUMSIGN_H
#define BATCH_SUMSIGN_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct hub;

#define SUMSIGN_SUMS "SHA256SUMS"
#define SUMSIGN_NAME "SHA256SUMS.asc"

/* A line of SHA256SUMS: file's name, and its bytes. */
void sumsign_line(
    struct buf *sums, const char *name, const void *p, size_t len);
/* The detached armoured signature over sums to the end of signature, dated at;
 * NULL, or why the hub's key cannot sign (in the hub's arena). */
const char *sumsign_sign(
    struct hub *h, const struct buf *sums, int64_t at, struct buf *signature);

#endif
