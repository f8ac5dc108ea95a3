/*
 * What programs and footers write, and what stands in anybody's letter: it
 * says nothing of who attacks.  The list ships with the program
 * (boilerplate.txt) and learns nothing.  Texts are in normal form (mailnorm.h).
 */
#ifndef FORMATS_BOILERPLATE_H
#define FORMATS_BOILERPLATE_H

#include <stddef.h>

struct arena;
struct boilerplate;

/* The list, in the arena. */
struct boilerplate *boilerplate_new(struct arena *a);
/* The text without the sentences of programs and footers; in the arena. */
char *boilerplate_without(
    const struct boilerplate *b, struct arena *a, const char *norm);
/* How much the text says besides them and courtesy: a letter of the Latin
 * alphabet is one, a wider one two. */
size_t boilerplate_weight(
    const struct boilerplate *b, struct arena *a, const char *norm);

#endif
