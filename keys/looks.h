/*
 * What a file that is no OpenPGP message looks like, by its first bytes alone,
 * for whoever sent it: nothing is believed of it, and nothing is opened.
 */
#ifndef KEYS_LOOKS_H
#define KEYS_LOOKS_H

#include <stddef.h>

enum looks {
	LOOKS_UNKNOWN,
	LOOKS_ARMOR_BOM,   /* armor behind a mark of byte order */
	LOOKS_ARMOR_TEXT,  /* armor behind other text */
	LOOKS_ARMOR_UTF16, /* armor that a shell made UTF-16 */
	LOOKS_KEY,
	LOOKS_ZIP,
	LOOKS_ARCHIVE,
	LOOKS_MANIFEST,
	LOOKS_MAIL,
	LOOKS_UTF16,
	LOOKS_EMPTY,
	LOOKS
};

#define LOOKS_BYTES 65536 /* that are looked at */

enum looks looks_like(const unsigned char *p, size_t len);
/* "a zip archive that is not encrypted"; "" where nothing is known. */
const char *looks_text(enum looks l);

#endif
