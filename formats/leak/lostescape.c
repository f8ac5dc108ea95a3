#include <string.h>

#include "formats/base/buf.h"
#include "formats/leak/decoding.h"
#include "formats/leak/leakcharset.h"
#include "formats/leak/lostescape.h"

/* Bytes of ISO-2022-JP's letters of two bytes at s. */
static size_t
jis_length(const char *s, size_t len)
{
	size_t n = 0;

	while (n + 1 < len && s[n] > 0x20 && s[n] < 0x7f && s[n + 1] > 0x20 &&
	       s[n + 1] < 0x7f && memcmp(s + n, "(B", 2) != 0 &&
	       memcmp(s + n, "(J", 2) != 0)
		n += 2;
	return n;
}

/* Letters of two bytes as CP932 writes them, which knows the rows of NEC and
 * IBM too. */
static void
put_jis(struct buf *b, const char *s, size_t len)
{
	unsigned char pair[2];
	unsigned hi, lo;
	size_t i;

	for (i = 0; i < len; i += 2) {
		hi = (unsigned char)s[i];
		lo = (unsigned char)s[i + 1];
		pair[0] = (unsigned char)(((hi - 1) >> 1) +
					  (hi <= 0x5e ? 0x71 : 0xb1));
		pair[1] = (unsigned char)(lo + (hi % 2 == 0    ? 0x7e
						   : lo < 0x60 ? 0x1f
							       : 0x20));
		buf_put(b, pair, 2);
	}
}

/* Length of what ends a run of two-byte letters at s, its ESC lost or a blank;
 * 0: nothing does. */
static size_t
jis_end(const char *s)
{
	size_t blank = *s == ' ';

	return s[blank] == '(' && (s[blank + 1] == 'B' || s[blank + 1] == 'J')
		   ? blank + 2
		   : 0;
}

/* The whole text with its escapes put back: a name may be half kanji and half
 * Latin letters. */
static void
restored_escapes(struct decoding *d, const char *text, size_t len)
{
	const char *s = text, *end = text + len;
	struct buf all = { 0 };
	size_t n;
	bool found = false;

	while (s < end) {
		n = *s == '$' && (s[1] == 'B' || s[1] == '@')
			? jis_length(s + 2, (size_t)(end - s) - 2)
			: 0;
		if (n == 0) {
			buf_put(&all, s++, 1);
			continue;
		}
		put_jis(&all, s + 2, n);
		s += 2 + n;
		s += jis_end(s);
		found = true;
	}
	if (found)
		leakcharset_read(d, CS_CP932, all.data, all.len);
	buf_free(&all);
}

/* A $B inside a run may be two halves of letters, or begin another one, a byte
 * off. */
void
lostescape_read(struct decoding *d, const char *text, size_t len)
{
	struct buf all = { 0 };
	const char *s, *end = text + len, *until[2] = { text, text };
	size_t n, before, runs = 0;

	for (s = text; (s = strchr(s, '$')) != NULL; s++) {
		if ((s[1] != 'B' && s[1] != '@') || s < until[(s - text) % 2])
			continue;
		n = jis_length(s + 2, (size_t)(end - s) - 2);
		until[(s - text) % 2] = s + 2 + n;
		before = all.len;
		put_jis(&all, s + 2, n);
		runs += n > 0;
		if (n > 0)
			leakcharset_read(d, CS_CP932, all.data + before, n);
	}
	if (runs > 1)
		leakcharset_read(d, CS_CP932, all.data, all.len);
	buf_free(&all);
	if (runs > 0)
		restored_escapes(d, text, len);
}
