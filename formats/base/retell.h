/*
 * What was said in English, with its values in it, said again in another
 * language.  Journal and books keep the English of a refusal, for it is the
 * key of its text; who reads is told in his own language, by the text detail.*
 * or message.* whose English it follows.  What follows none stays as it is.
 *
 * A text detail.* takes its values as they stand there: {n}, {line}, {most} are
 * digits, {what}, {why}, {wanted} are said again too, others stay.
 */
#ifndef FORMATS_RETELL_H
#define FORMATS_RETELL_H

#include <stdarg.h>

#include "formats/base/say.h"

struct arena;

const char *retell(struct arena *a, const char *english, enum lang l);
/* The first of several faults, which stand behind each other; *list is what is
 * left of them, or NULL. */
const char *retell_first(const char **list, struct arena *a);
/* A sentence of C as say_same() has it, its values filled in and said again. */
const char *retell_printf(struct arena *a, enum lang l, const char *fmt,
    va_list ap) __attribute__((format(printf, 3, 0)));

#endif
