/*
 * What the program says to people, by id, in Japanese and English.  The table
 * is formats/texts; stylesheets ask the same one (formats/xml/xmltransform.c).
 */
#ifndef FORMATS_SAY_H
#define FORMATS_SAY_H

#include <stddef.h>

#include "say-enum.h" /* generated: enum say, SAY_COUNT */

struct arena;

enum lang { LANG_JA, LANG_EN, LANGS };

/* A value by the name that a text has for it. */
struct say_value {
	const char *name;
	const char *text;
};

/* "ja", "en". */
const char *lang_word(enum lang l);
/* The text as it stands in the table. */
const char *say(enum say what, enum lang l);
const char *say_id(enum say what);
/*
 * A sentence that stands in C in English, as people of that language are told
 * it: the text message.* whose English it is, else itself.  Conversions of
 * printf() are those of the English.
 */
const char *say_same(const char *english, enum lang l)
    __attribute__((format_arg(1)));
/* SAY_COUNT where no text has the id. */
enum say say_parse(const char *id);
/*
 * A text with its values: {n} becomes the value called n; {n:one|many} its
 * first form where that value is "1", else the second.  What no value is given
 * for stays as it is.  The result is in the arena.
 */
char *say_fill(struct arena *a, const char *text,
    const struct say_value *values, size_t count);
char *say_with(struct arena *a, enum say what, enum lang l,
    const struct say_value *values, size_t count);
/* The same of values as name, text, ..., NULL. */
char *say_of(struct arena *a, enum say what, enum lang l, ...)
    __attribute__((sentinel));

#endif
