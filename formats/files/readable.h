/*
 * The text of a file as a person reads it who opens it: out of its charset,
 * without markup and with its escapes undone.  Texts, HTML and XML, the parts
 * of Office documents among them, and RTF; what is in no such format is no
 * text.
 */
#ifndef FORMATS_READABLE_H
#define FORMATS_READABLE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* So much of a file is read; who writes for a victim names him further up. */
#define READABLE_BYTES (1U << 20)

/* Appends it as UTF-8 without NUL; false: it is no text.  Needs
 * charset_setup().  Linear in len. */
bool readable_text(struct buf *out, const void *p, size_t len);

#endif
