/*
 * Text in the charsets that mail is written in, to UTF-8.  Converters are
 * opened before the lock-down and held: iconv_open fails after it, and what
 * is not in the list stays closed (UTF-7, ISO-2022-CN-EXT, ...).
 */
#ifndef FORMATS_CHARSET_H
#define FORMATS_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

void charset_setup(void);
/* Whether there are escapes of ISO-2022-JP in the bytes. */
bool charset_has_jis(const void *p, size_t len);
/*
 * Appends len bytes in the named charset (NULL or unknown: guessed, from
 * UTF-8, ISO-2022-JP escapes, CP932) as UTF-8 without NUL.  What does not
 * decode becomes U+FFFD and sets *bad.  Bytes of seven bits with the escapes
 * of ISO-2022-JP are that, whatever they are called.
 */
void charset_decode(
    struct buf *out, const char *name, const void *p, size_t len, bool *bad);
/* The way back, for what is looked for in files. */
enum charset_out {
	CHARSET_CP932,
	CHARSET_EUC,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_OUTS
};
/* Appends the UTF-8 text in that charset; false where it has no letter for
 * it. */
bool charset_encode(struct buf *out, enum charset_out to, const char *s);
/* Whether a UTF-8 text has all its characters in CP932. */
bool charset_fits_cp932(const char *s, size_t len);

#endif
