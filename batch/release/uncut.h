/*
 * True hits, what comes of them.  A value that names its provider is masked as
 * any other, unless an analyst named it (rule/truehit.h), the provider approves
 * the preview that shows it, and another analyst confirms the digest of all
 * that would then leave.  One byte that changes, and it is masked again.
 */
#ifndef BATCH_UNCUT_H
#define BATCH_UNCUT_H

#include <stddef.h>

struct gate_fact;
struct previewing;
struct view;

/*
 * Asks the providers, works out what would leave in these views, which are all
 * that hold the submissions, and allows what all have agreed to: of views that
 * hang together all of it, or nothing.
 */
void uncut_decide(
    const struct previewing *p, struct view *const *views, size_t count);
/* The exact values of a view that the gate may see unmasked. */
struct gate_fact *uncut_facts(
    const struct previewing *p, const struct view *v, size_t *count);

#endif
