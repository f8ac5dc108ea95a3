/*
 * Between the two halves of the gate: gate.c knows the terms and reads bytes,
 * gatesearch.c does so in processes that can do no harm.
 */
#ifndef BATCH_GATE_READ_H
#define BATCH_GATE_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/leak/leakdecode.h"

struct buf;
struct gate;
struct gate_file;

/* A member that does not exist, whom the gate must find. */
extern const char gate_canary[];

/* Reads the bytes, archives too where inside says so; *hit is the kind of term
 * where it returns LEAK_FOUND. */
enum leak gate_read(struct gate *g, const void *p, size_t len,
    const char *except, bool inside, const char **hit);
/* The file without its facts, where each is a field of its own. */
void gate_cut(struct buf *out, const struct gate_file *f);
/* Whether one of the file's words stands in it as it is. */
bool gate_says(struct gate *g, const struct gate_file *f);

#endif
