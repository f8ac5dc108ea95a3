/*
 * Whether a file was made for its victim: whether the victim's name, address
 * or domain stands in it.  Its digest then tells the attacker who showed it.
 * Looked for in the bytes of the file (UTF-8, UTF-16, CP932, EUC-JP) and in the
 * text that a person reads (readable.h), in any width and old form of kanji; in
 * the file, in the parts of an Office document, in what gzip packs; a person
 * also by family name with an honorific, by mailbox, by folder on a computer.
 * Not in what is compressed otherwise, encrypted or encoded once more.
 */
#ifndef FORMATS_PERSONAL_H
#define FORMATS_PERSONAL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct personal;

/* With the names of another list, which outlives it, and whose index serves
 * all that are made from it; NULL is fine. */
struct personal *personal_new(struct arena *a, struct personal *from);
/* A name, address or domain; one too short or too common is passed over. */
void personal_add(struct personal *p, const char *name);
/* Whether the host is one of the names, or lies beneath one.  p NULL: no. */
bool personal_has_host(struct personal *p, const char *host);
/* p NULL: never. */
bool personal_in(struct personal *p, const void *data, size_t len);

#endif
