/*
 * Words of every day, and what may be one.  Whoever picks a word out of a list
 * that everybody uses says little by it; whoever makes a token says to whom he
 * sent it.  Lower case ASCII only.
 */
#ifndef FORMATS_EVERYDAY_H
#define FORMATS_EVERYDAY_H

#include <stdbool.h>
#include <stddef.h>

/* A word that links, hosts and mailboxes are made of, or up to four of them
 * written as one: "login", "accountupdate". */
bool everyday_web(const char *s, size_t len);
/* Letters that can be spoken, as those of words and names can in Japanese and
 * European languages, or a common short form: "invoice", "tanabe", "pdf".
 * What was made by chance rarely can, and one letter alone never. */
bool everyday_speakable(const char *s, size_t len);

#endif
