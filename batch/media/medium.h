/*
 * A medium is made.  Its files are laid on it under no names of their own, and
 * compared; then the journal says what was given to whom; then they get their
 * names, and the journal says that too.  Cut off before the journal said it,
 * nothing was given and the next call begins anew; cut off behind, the next
 * call finishes that medium, and nothing else.
 */
#ifndef BATCH_MEDIA_MEDIUM_H
#define BATCH_MEDIA_MEDIUM_H

#include <stdbool.h>

struct buf;
struct night;

/* What a medium is made of: of what is new, where both are NULL. */
struct medium_wish {
	const char *again; /* what was given on that one */
	const char *state; /* all that this reader may have */
	const char *by;	   /* the Unix user who wants it */
};

/*
 * Makes one in the directory.  The slip, as text, goes to the end of slip:
 * empty where nothing was to be made.  false: there is no such medium or
 * reader.
 */
bool medium_make(struct night *n, const char *dir,
    const struct medium_wish *wish, struct buf *slip);

#endif
