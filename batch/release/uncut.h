/*
 * True hits, what comes of them.  A value that names its provider is masked as
 * any other, unless an analyst named it (rule/truehit.h), the provider approves
 * the preview that shows it, and another analyst confirms the digest of all
 * that would then leave.  One byte that changes, and it is masked again.
 */
#ifndef BATCH_UNCUT_H
#define BATCH_UNCUT_H

#include <stdbool.h>
#include <stddef.h>

struct dossier;
struct gate_fact;
struct night;

/*
 * Asks the providers, works out what would leave, and marks the parts of the
 * case whose values go out as they are: all of them, or none.
 */
void uncut_decide(struct night *n, struct dossier *d);
/* The exact values of the chosen parts that the gate may see unmasked. */
struct gate_fact *uncut_facts(struct night *n, const struct dossier *d,
    const bool *chosen, size_t *count);

#endif
