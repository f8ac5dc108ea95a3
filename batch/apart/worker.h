/*
 * Parser workers, seen from the hub.  A worker is a process that the server
 * (server.h) forks for one package, with a sealed memfd to read and a pipe to
 * answer on; it locks itself down (lockdown.h) before it reads a byte, reads
 * the package, answers and dies.  The answer is hostile until package_read()
 * has checked it.
 */
#ifndef BATCH_WORKER_H
#define BATCH_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/files/archive.h"

struct arena;
struct package;
struct refusal;
struct worker;

/* Where a worker finds the names of the sender, before it locks itself down:
 * a line each. */
#define WORKER_NAMES 3

/* Starts reading plain_fd; names_fd (-1: none) holds the names.  Both are
 * closed by this call.  Never NULL. */
struct worker *worker_start(
    int plain_fd, const struct archive_caps *caps, int names_fd);
/*
 * Waits for the answer, checks it, frees the worker.  NULL and *why where the
 * package is refused, or the worker died or lied (REASON_PARSER_DIED: a
 * possible attack on the parser), or took too long (REASON_BUSY: time is no
 * verdict).  The refusal a worker states is taken only if its code is one that
 * workers may give.  *took: milliseconds of CPU.
 */
struct package *worker_finish(
    struct worker *w, struct arena *a, struct refusal *why, int64_t *took);

/* Task of the server; tests put a liar in its place. */
#define WORKER_TASK 'W'
extern unsigned worker_patience; /* seconds for one package */

#endif
