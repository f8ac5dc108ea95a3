/*
 * Whether a text gives its reader a way to whoever wrote it that is neither a
 * link nor a file: a telephone number, an account or a wallet to pay into.  It
 * goes by form alone: a reason to look at the text, never a fact.
 */
#ifndef FORMATS_CONTACT_H
#define FORMATS_CONTACT_H

#include <stdbool.h>

/* s: as text_nfkc() has it. */
bool contact_has_phone(const char *s);
bool contact_has_account(const char *s);

#endif
