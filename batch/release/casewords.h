/*
 * The words of a case for the gate: what its submissions call sensitive, and
 * to whom their mails were sent.
 */
#ifndef BATCH_CASEWORDS_H
#define BATCH_CASEWORDS_H

#include <stddef.h>

struct gate_word;
struct night;

/* Appends them to the list, in the night's arena. */
void casewords(struct night *n, const char *casefile, struct gate_word **words,
    size_t *count);

#endif
