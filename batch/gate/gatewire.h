/*
 * What hub and searchers say to each other: the terms that a searcher must
 * know, the files that it must search, and its answer.  A searcher reads an
 * enemy's bytes, so its answer is read as an outsider's.
 */
#ifndef BATCH_GATEWIRE_H
#define BATCH_GATEWIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/gate/gate-read.h"
#include "batch/gate/gatecanary.h"
#include "batch/gate/gatesearch.h"

struct arena;
struct buf;
struct cursor;

/* A file, what of it is to be read, and copies of that with what was planted.
 * Where words are looked for as they are, they are in the whole file, which
 * else is not sent. */
struct gatewire_file {
	struct gate_file file;
	const void *unread, *fixed, *fresh;
	size_t unread_len, fixed_len, fresh_len;
};

/* Files are put one by one: all of them may be large. */
void gatewire_put_head(struct buf *b, const char *except,
    const struct gatecanary *canary, size_t count);
void gatewire_put_file(struct buf *b, const struct gatewire_file *f);
/* Strings in the arena; contents are not copied.  The cursor says whether all
 * was there. */
size_t gatewire_get_head(struct cursor *c, struct arena *a, const char **except,
    struct gatecanary *canary);
void gatewire_get_file(
    struct cursor *c, struct arena *a, struct gatewire_file *f);

/* What a searcher says of a file that it has searched: which canaries. */
struct gatewire_proof {
	uint32_t fixed, fresh;
};
struct gatewire_finding {
	size_t file;
	enum gate_kind kind; /* GATE_NOTHING: in none of them */
};

void gatewire_put_answer(struct buf *b, const struct gatewire_finding *f,
    const struct gatewire_proof *proofs, size_t count);
/*
 * The answer about so many files, into which these canaries were planted.  One
 * that makes no sense is a hit in the first; one that names other canaries, in
 * the file that it has not searched.
 */
void gatewire_get_answer(const void *p, size_t len,
    const struct gatewire_proof *planted, size_t count,
    struct gatewire_finding *out);

#endif
