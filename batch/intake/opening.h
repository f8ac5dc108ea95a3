/*
 * The stage open, and the start of unpack: gives the bytes of an arrival to the
 * crypt processes, judges who signed them, and lets a worker read the sealed
 * plaintext.
 */
#ifndef BATCH_OPENING_H
#define BATCH_OPENING_H

#include <stddef.h>

struct arrival;
struct night;
struct turns;

/* Begins with one arrival of the night; crypt_idle() must hold. */
void opening_start(struct night *n, size_t arrival);
/* Takes the next answer of the crypt processes, of whichever arrival: that one
 * is refused, or has a worker that has begun to read, or waits because gpg had
 * no time left for it. */
void opening_answer(struct night *n, struct turns *t);
/* Takes an arrival whose sender is known; refuses it where it lies in another
 * member's folder.  That is the verdict of this file alone: the same bytes may
 * lie elsewhere by right. */
void opening_judge_place(struct arrival *a);

#endif
