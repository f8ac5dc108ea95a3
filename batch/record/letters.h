/*
 * The letters of a night: one for each who has something to hear, in
 * outbox/WHO/receipts/RUN.gpg.  It holds a receipt for each package, news of
 * what was sent before, and what concerns its reader.  Where the settings say
 * cover, everybody who reads for an audience that gets a bundle has one, so
 * that its being there tells nothing.
 */
#ifndef BATCH_LETTERS_H
#define BATCH_LETTERS_H

struct night;
struct post;

/* In the open transaction: the letters of the night are named by the first of
 * the runs that it took, where one was cut short. */
void letters_name(struct night *n);
/* The same: notes what came again, or waits, for tonight's letters, or those of
 * a run that was cut short before it sent them. */
void letters_note_again(struct night *n);
/* Those of a run that are not in the outbox yet. */
void letters_send(struct night *n, struct post *p, const char *run);
/* Those for packages of which the journal learns nothing new, where nothing
 * else was to be told. */
void letters_of_again(struct night *n);

#endif
