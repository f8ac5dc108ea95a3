/*
 * Ways to write bytes in letters, besides base64 and hex.  Each function takes
 * one word, or one text, appends the bytes that it stands for, and nothing
 * where it is not written so.
 */
#ifndef FORMATS_ENCODINGS_H
#define FORMATS_ENCODINGS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* RFC 4648, in small letters too. */
void encoding_base32(struct buf *out, const char *s, size_t len);
/* As Bitcoin has it.  Its cost is the square of the length: longer words than
 * this are none. */
#define ENCODING_BASE58_MAX 128
void encoding_base58(struct buf *out, const char *s, size_t len);
/* Adobe's, with "z" and without <~ ~>; and that of RFC 1924, Git and Python. */
void encoding_ascii85(struct buf *out, const char *s, size_t len);
void encoding_base85(struct buf *out, const char *s, size_t len);
/* The lines from "begin 644 name" to "end", of each that the text holds. */
void encoding_uu(struct buf *out, const char *text);

/*
 * Numbers in a row, parted by blanks, commas, colons and the like: as bytes, or
 * as code points where one is larger.  base: 8, 10, 16; 16 takes 0x before a
 * number.  Returns how many bytes of s the row took; 0: none begins there, or a
 * shorter one than hides a name.
 */
#define ENCODING_NUMBER_GAPS " ,:;-_.|\\/\t\r\n"
size_t encoding_numbers(struct buf *out, const char *s, unsigned base);
/* Groups of letters of base64 or hex, all of one length but the last, with one
 * blank, comma, colon, point or bar between two of them: appends the letters as
 * one word.  Returns as above. */
#define ENCODING_GROUP_MOST 16 /* letters: people make shorter ones */
#define ENCODING_GROUP_GAPS " ,:.|"
size_t encoding_groups(struct buf *out, const char *s);

#endif
