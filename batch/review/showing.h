/*
 * What is shown in a sitting: rows that nothing of outside begins, and what was
 * shown last once more, a screen at a time, for who cannot scroll back.
 */
#ifndef BATCH_SHOWING_H
#define BATCH_SHOWING_H

struct sitting;
struct tell;

/* Frees the telling; it can be shown again. */
void showing_tell(struct sitting *s, struct tell *t);
/* Lines, each behind so many blanks; not kept. */
void showing_lines(unsigned indent, const char *text);
/* By the screen; what is answered between two of them, NULL: nothing. */
char *showing_again(struct sitting *s);

#endif
