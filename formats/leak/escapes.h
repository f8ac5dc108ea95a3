/*
 * Ways to write a letter, or a word, as something else.  Each function takes
 * one way, appends what the text at s means by it and returns how many bytes
 * it took: 0 where the text is not written so.  s ends in a NUL; what it tells
 * may run past the end of a word, never past that.
 */
#ifndef FORMATS_ESCAPES_H
#define FORMATS_ESCAPES_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* &#12345; &#x30AB; and the few names that hide letters of an address. */
size_t escape_entity(const char *s, struct buf *out);
/* \uHHHH of JSON with its surrogates, \u-12345? and \'hh of RTF, \xHH, \345;
 * \u{H}, \x{H}, \N{U+H}, \UHHHHHHHH. */
size_t escape_backslash(const char *s, struct buf *out);
/* RTF writes \u26481 with a decimal, which looks like hex too. */
size_t escape_rtf(const char *s, struct buf *out);
/* %E3, %u30AB */
size_t escape_percent(const char *s, struct buf *out);
/* U+30AB */
size_t escape_point(const char *s, struct buf *out);
/* =E3, and a line that goes on. */
size_t escape_quoted_printable(const char *s, struct buf *out);
/* UTF-7 (RFC 2152): base64 over UTF-16 behind a plus.  Most of what stands
 * behind a plus is none, and would be rare letters. */
size_t escape_utf7(const char *s, struct buf *out);
/* What stands between < and > is left out: a name may be written around it. */
size_t escape_tag(const char *s, struct buf *out);
/* [.] (dot) [at]: as people defang. */
size_t escape_defanged(const char *s, struct buf *out);
/* "=?charset?B?...?=" (RFC 2047): its bytes, in whatever charset. */
size_t escape_encoded_word(const char *s, struct buf *out);

/* Whether a unit of UTF-16 is a letter that somebody writes: noise read as
 * UTF-16 is full of rare ones. */
bool escape_is_likely(unsigned unit);

#endif
