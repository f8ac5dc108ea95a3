/*
 * A digest that is only stated.  Everybody can state one, so it joins nothing
 * by itself; two submissions are the same attack of which one states a file
 * that the other has or states, and which share another key.
 */
#ifndef BATCH_STATED_H
#define BATCH_STATED_H

struct night;

/* The files of a submission, where others find them; before any is judged. */
void stated_place(struct night *n, const char *submission);
/* Writes down with which others it is the same attack. */
void stated_judge(struct night *n, const char *submission);

#endif
