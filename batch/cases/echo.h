/*
 * What a member states that it was told itself.  Such a value keeps the terms
 * of the item that told it, unless it comes with a mail or a log of the
 * member's own.
 */
#ifndef BATCH_ECHO_H
#define BATCH_ECHO_H

struct night;

/* Marks the stated values of a new submission that its sender's SIGs had been
 * told by last night. */
void echo_note(struct night *n, const char *submission);

#endif
