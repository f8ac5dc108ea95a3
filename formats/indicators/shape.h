/*
 * What a text says without what could have been made for one reader: numbers,
 * dates and tokens of any script are slots, signs between words are of one
 * kind.  Lower case, for people to read and to search for without regard to
 * case.
 */
#ifndef FORMATS_SHAPE_H
#define FORMATS_SHAPE_H

struct arena;

/* Of a line of text: "請求書 No.48213 の件" is "請求書 no.{}の件".  "" where
 * nothing is left. */
const char *shape_sentence(struct arena *a, const char *text);
/* Of a file's name without its extension: words with _ between. */
const char *shape_name(struct arena *a, const char *text);

#endif
