/*
 * The words that must not leave with what a submission gave: those that it
 * calls sensitive, and to whom its mails were sent.  They bind what that
 * submission gave and nothing else: what another gave is none of its business,
 * or a word would tell whose mail it stands in.
 */
#ifndef BATCH_OWNWORDS_H
#define BATCH_OWNWORDS_H

#include <stddef.h>

struct gate;
struct gate_word;
struct night;

/* Appends them to the list, in the night's arena. */
void ownwords(struct night *n, const char *submission, struct gate_word **words,
    size_t *count);
/* A search for them besides the roster's; gate_free() ends it. */
struct gate *ownwords_gate(struct night *n, const char *submission);

#endif
