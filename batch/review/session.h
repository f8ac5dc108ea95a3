/*
 * A sitting at a terminal, card by card, as in `git add -p`; and one whose
 * decisions stand in a file.  Nothing is signed that was not shown whole.
 */
#ifndef BATCH_SESSION_H
#define BATCH_SESSION_H

#include <stdbool.h>

struct sitting;

/* The exit code. */
int session_cards(struct sitting *s);
/* The rulings and confirmations of a file; unasked: no question before they are
 * signed. */
int session_file(struct sitting *s, const char *path, bool unasked);

#endif
