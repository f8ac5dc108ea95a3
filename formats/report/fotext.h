/*
 * Text of a document that is to be set (XSL-FO): a font has no glyph for every
 * character that an attacker writes, and a digest has no place to break.
 */
#ifndef FORMATS_FOTEXT_H
#define FORMATS_FOTEXT_H

#include <stddef.h>

struct buf;

/* As much without a place to break as fits the narrowest column, in letters of
 * the Latin script. */
#define FOTEXT_SOLID 20
/* What begins a block in which another number holds, in its first attribute. */
#define FOTEXT_MARK "<fo:block solid=\""

/* Appends the document, with what the font lacks spelled out as [U+NNNN], and
 * U+200B wherever a longer run of its flow may break. */
void fotext_fit(struct buf *out, const char *fo, size_t len);

#endif
