/*
 * Previews: what a provider is shown before it says yes, and the answer it
 * gives by naming the digest of those bytes.  A preview is made of the
 * submission, the roster and the settings: each fact as it is told while it
 * stands alone, and once several gave it, and to whom all that goes.  What was
 * ruled stands in it only where it is about this provider's own.
 */
#ifndef BATCH_PREVIEWS_H
#define BATCH_PREVIEWS_H

#include <glib.h>
#include <stdbool.h>

struct arena;
struct due;
struct givens;
struct night;
struct view;

/* What a preview is made from. */
struct previewing {
	struct night *n;
	struct due *due;
	struct givens *givens;
	/* Tonight: the digest of what is shown to whom, to the preview's. */
	GHashTable *made;
	struct arena *arena; /* of those */
};

/* Makes the previews that a submission wants: one where its terms ask for it
 * and none stands for today's readers and texts; one for files that name their
 * victim where consent was given beforehand. */
void previews_offer(const struct previewing *p, const char *submission);
/* Makes the preview that shows a submission's true hits unmasked, where it was
 * not made before; its digest, or NULL where the gate stops it. */
const char *previews_uncut(const struct previewing *p, const char *submission);
/* Whether what was ruled of a view that is one provider's alone was shown to
 * it, and it agreed. */
bool previews_cover(struct night *n, const struct view *v);

/* What the provider says of a preview. */
enum answer { ANSWER_NO, ANSWER_OPEN, ANSWER_YES };
enum answer previews_answer(struct night *n, const char *digest);

#endif
