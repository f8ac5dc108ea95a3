/*
 * A question and a line that answers it, on whatever terminal: nothing is
 * drawn, moved or coloured, so that a serial console and a screen reader serve.
 */
#ifndef BATCH_ASK_H
#define BATCH_ASK_H

struct arena;

/* From here on an interrupt ends a question, and nothing else. */
void ask_heed(void);
/* The line without blanks at its ends, what no keyboard writes taken out; in
 * the arena.  NULL: he wants no more, or is gone. */
char *ask(struct arena *a, const char *question);
/* Cuts its first word off; NULL: there is none. */
char *ask_word(char **rest);

#endif
