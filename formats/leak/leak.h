/*
 * Everything that bytes may say once they are decoded: an independent reader,
 * for the gate, of the ways in which a name can hide.  Charsets (UTF-16, CP932,
 * EUC-JP, ISO-2022-JP, UTF-7; Japanese that was taken for Western letters),
 * percent, HTML, JSON, C and RTF escapes, U+, markup taken out,
 * quoted-printable, RFC 2047, base64 (any offset, both alphabets, wrapped),
 * hex, these in groups, base32, base58, base85, bytes and code points as
 * numbers, uuencode, gzip, zip, tar, zstd, xz, deflate inside, punycode,
 * defanging, rot13, reversal; one inside the other, four deep.
 */
#ifndef FORMATS_LEAKDECODE_H
#define FORMATS_LEAKDECODE_H

#include <stdbool.h>
#include <stddef.h>

/* Levels of decoding, one inside the other. */
#define LEAK_DEPTH 4

struct leakmemory;

enum leak { LEAK_NONE, LEAK_FOUND, LEAK_TOO_MUCH, LEAK_INSIDE };

/* Once per process: what is opened after a lock-down fails.  False where
 * iconv lacks a charset: the gate would be blind to what is written in it. */
bool leak_setup(void);

/*
 * Shows the bytes and each of their readings, as text (UTF-8, no NUL), to
 * look(), until it returns true (LEAK_FOUND).  LEAK_TOO_MUCH: there was more
 * to decode than LEAK_WORK bytes for each of the input: not searched to the
 * end, which is no pass.  LEAK_INSIDE: nothing found, but there was an archive
 * or a compressed stream, and inside says not to open any: their readers are
 * large, and want a process that can do no harm.  Needs
 * setlocale(LC_CTYPE, "C.UTF-8").
 */
#define LEAK_WORK 400
enum leak leak_decode(const void *p, size_t len, bool inside,
    bool (*look)(void *arg, const char *text, size_t len), void *arg);
/* The same in pieces (pieces.h), as if each were bytes of its own.  What stands
 * in several is read once; memory, of readings with one look(): or NULL. */
enum leak leak_decode_pieces(const void *p, size_t len,
    const char *const *marks, bool inside, struct leakmemory *memory,
    bool (*look)(void *arg, const char *text, size_t len), void *arg);

#endif
