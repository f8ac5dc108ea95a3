/*
 * Text: UTF-8 checks, escaping for the place where it goes.
 */
#ifndef FORMATS_TEXT_H
#define FORMATS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* Length of the well-formed character at s and its code point; 0: none. */
size_t text_next(const char *s, size_t len, uint32_t *cp);
/* Well-formed UTF-8 (RFC 3629), without NUL. */
bool text_valid(const char *s, size_t len);
/* As text_valid, and free of controls (C0, C1, DEL) but for TAB and, where
 * lines is true, LF; and of U+FFFE and U+FFFF. */
bool text_printable(const char *s, bool lines);
/* Holds a bidirectional control (U+202A-E, U+2066-9, U+200E-F, U+061C). */
bool text_has_bidi(const char *s);

/* Outside bytes made safe for a terminal, a log or a message: controls, bidi,
 * what shows as nothing or breaks a line (Unicode's default ignorables, U+2028)
 * and invalid bytes as \xNN or \u{NNNN}, at most max bytes of output and an
 * ellipsis.  Result in the arena. */
char *text_escape(struct arena *a, const char *s, size_t len, size_t max);
/* Blanks and joints that nobody sees, or takes for a blank of the keyboard, as
 * \u{00A0}; s itself where there are none. */
const char *text_spell_blanks(struct arena *a, const char *s);
/* A text for which text_printable() holds: controls become spaces, bytes that
 * are no UTF-8 become U+FFFD. s itself where nothing has to change. */
const char *text_clean(struct arena *a, const char *s, bool lines);
/* The same as text_escape() for report, notice and item text: only bidi and
 * controls are shown as visible escapes [U+202E]; everything else stays. */
char *text_visible(struct arena *a, const char *s);

void text_xml(struct buf *b, const char *s); /* & < > " ' and controls */
/* RFC 4180 field; a leading = + - @ TAB gets an apostrophe. */
void text_csv(struct buf *b, const char *s);
/* http://a.b/ -> hxxp://a[.]b/, a@b.c -> a[@]b[.]c */
char *text_defang(struct arena *a, const char *s);
/* Running text in which no viewer finds an address to make a link of: schemes,
 * hosts after one, www and mail addresses are defanged.  xml: tags stay. */
char *text_unlink(struct arena *a, const char *s, bool xml);

bool text_is_ascii(const char *s);
#endif
