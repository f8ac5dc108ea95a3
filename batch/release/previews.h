/*
 * Previews: what a provider is shown before it says yes, and the answer it
 * gives by naming the digest of those bytes.
 */
#ifndef BATCH_PREVIEWS_H
#define BATCH_PREVIEWS_H

#include <stddef.h>

struct dossier;
struct night;

/* Makes a preview for every part that waits for one; at most one stands open
 * for the texts of today. */
void previews_offer(struct night *n, struct dossier *d);
/* Where consent was given beforehand, asks for files that name their victim
 * and that nobody else has; marks the parts whose providers agree. */
void previews_personal(struct night *n, struct dossier *d);
/* Makes the preview of a part that shows its true hits unmasked, where it was
 * not made before; its digest, or NULL where the gate stops it. */
const char *previews_uncut(struct night *n, struct dossier *d, size_t part);

/* What the provider says of a preview. */
enum answer { ANSWER_NO, ANSWER_OPEN, ANSWER_YES };
enum answer previews_answer(struct night *n, const char *digest);

#endif
