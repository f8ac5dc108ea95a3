/*
 * What a byte may be, asked for at every byte of every reading: a table, made
 * once.
 */
#ifndef FORMATS_BYTEKIND_H
#define FORMATS_BYTEKIND_H

#include <stdbool.h>

enum bytekind {
	BYTE_BASE64 = 1,
	BYTE_ALNUM = 2,
	BYTE_GAP = 4,	   /* parts words of any signs */
	BYTE_END = 8,	   /* ends an escaped word: bytes of another charset may
			      stand within one, and the text around it must not
			      spoil them */
	BYTE_UNLIKELY = 16 /* no text that somebody wrote has it: no byte of a
			      letter that escape_is_likely() takes */
};
extern unsigned char bytekinds[256];

void bytekind_setup(void);

static inline bool
bytekind_is(char c, enum bytekind kind)
{
	return bytekinds[(unsigned char)c] & kind;
}

#endif
