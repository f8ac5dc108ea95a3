/*
 * The language in which this call speaks to a person: what --lang says, else
 * TOIYABA_LANG, else the hub's setting, else what the environment names, else
 * English.  Files and JSON never ask it: they follow the hub alone.
 */
#ifndef BATCH_TONGUE_H
#define BATCH_TONGUE_H

#include <stdbool.h>

#include "formats/base/say.h"

enum lang tongue(void);
/* A sentence of C in that language: say_same(). */
const char *tongue_form(const char *english) __attribute__((format_arg(1)));
/* What --lang says; false where it is neither ja nor en. */
bool tongue_choose(const char *word);
/* What hub.conf says. */
void tongue_of_hub(const char *word);

#endif
