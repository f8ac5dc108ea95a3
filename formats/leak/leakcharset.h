/*
 * Bytes in the charsets that we do not write, and Japanese that was taken for
 * Western letters.
 */
#ifndef FORMATS_LEAKCHARSET_H
#define FORMATS_LEAKCHARSET_H

#include <stdbool.h>
#include <stddef.h>

struct decoding;

enum leakcharset { CS_CP932, CS_EUC, CS_2022, CS_16LE, CS_16BE, CHARSETS };

/* Once per process; false: iconv lacks one. */
bool leakcharset_setup(void);
/* Shows the bytes in that charset, only where every one of them decodes.  What
 * is ASCII in it has been read already, so nothing hides in the result again.
 */
void leakcharset_read(
    struct decoding *d, enum leakcharset cs, const void *p, size_t len);
/* In each that they may be in; all_utf8: they are valid UTF-8. */
void leakcharset_each(
    struct decoding *d, const void *p, size_t len, bool all_utf8);
/* Bytes of Japanese that were taken for Western letters: å\u0152\u2014 is 北.
 */
void leakcharset_western(struct decoding *d, const char *text, size_t len);

#endif
