/*
 * Requests of analysts: named in the night that brings them, and told while
 * nothing speaks against their words.  A name of the roster's stops one each
 * night; what submissions of the case call sensitive, and four-eyes, want a
 * second analyst.
 */
#ifndef BATCH_ASKING_H
#define BATCH_ASKING_H

struct night;

void asking(struct night *n);

#endif
