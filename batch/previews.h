/*
 * Previews: what a provider is shown before it says yes, and the answer it
 * gives by naming the digest of those bytes.
 */
#ifndef BATCH_PREVIEWS_H
#define BATCH_PREVIEWS_H

struct dossier;
struct night;

/* Makes a preview for every part that waits for one; at most one stands open
 * for the texts of today. */
void	previews_offer(struct night *n, struct dossier *d);

#endif
