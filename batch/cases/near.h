/*
 * Near-duplicates.  Texts stand around leads, as in star clustering (Aslam,
 * Pelekhov, Rus 1999): a mail is joined only to a lead that it is the same as
 * itself, never by way of a third.  A night costs what its new mails cost:
 * leads are found by bands of MinHash.
 */
#ifndef BATCH_NEAR_H
#define BATCH_NEAR_H

struct correlation;
struct night;

/* A shorter text says too little to be like another. */
#define NEAR_LENGTH_MIN 20

/* Counts the sentences of the night's fresh mails, before any is compared. */
void near_sentences(struct correlation *c);
/* Joins the night's fresh mails by likeness of text, and notes which pairs
 * are to be looked at. */
void near_join(struct correlation *c);
/* Makes the mails of a submission leads: a ruling set it apart. */
void near_lead(struct night *n, const char *submission);

#endif
