#include <ctype.h>
#include <idn2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/leak/bytekind.h"
#include "formats/leak/decoding.h"
#include "formats/leak/encodings.h"
#include "formats/leak/escapes.h"
#include "formats/leak/inside.h"
#include "formats/leak/leak.h"
#include "formats/leak/leakcharset.h"
#include "formats/leak/letterruns.h"
#include "formats/leak/lostescape.h"
#include "formats/leak/pieces.h"
#include "formats/leak/undoing.h"

/* A text that was decoded out of another is read backwards too if it is
 * shorter. */
#define TURNED_MAX 256
/* Work that any input may cause, however short. */
#define WORK_LEAST (4U << 20)

bool
leak_setup(void)
{
	bytekind_setup();
	inside_setup();
	return leakcharset_setup() && decoding_setup();
}

static void
uuencoded(struct decoding *d, const char *text)
{
	struct buf b = { 0 };

	encoding_uu(&b, text);
	decoding_inner_buf(d, &b);
}

/* RFC 2047: words beside each other are one text, whatever charset. */
static void
encoded_words(struct decoding *d, const char *text)
{
	struct buf b = { 0 };
	const char *s = text;
	size_t n;

	while ((s = strstr(s, "=?")) != NULL) {
		n = escape_encoded_word(s, &b);
		s += n == 0 ? 2 : n;
	}
	decoding_inner_buf(d, &b);
}

static void
punycode(struct decoding *d, const char *text, size_t len)
{
	struct buf b = { 0 };
	char label[300], *out;
	const char *s = text;
	size_t n, before;

	while ((s = strcasestr(s, "xn--")) != NULL) {
		/* The label, with those that stand before and behind it. */
		for (before = 0;
		     s - before > text && before < 100 &&
		     (isalnum((unsigned char)s[-1 - (ssize_t)before]) ||
			 strchr(".-", s[-1 - (ssize_t)before]));
		     before++)
			continue;
		for (n = 0; isalnum((unsigned char)s[n]) ||
			    (s[n] != '\0' && strchr(".-", s[n]) != NULL);
		     n++)
			continue;
		if (n + before < sizeof(label)) {
			memcpy(label, s - before, n + before);
			label[n + before] = '\0';
			if (idn2_to_unicode_8z8z(label, &out, 0) == IDN2_OK) {
				buf_puts(&b, out);
				buf_puts(&b, " ");
				free(out);
			}
		}
		s += n < 4 ? 4 : n;
	}
	(void)len;
	decoding_inner_buf(d, &b);
}

static void
rot13(struct decoding *d, const char *text, size_t len)
{
	struct buf b = { 0 };
	unsigned char c;
	size_t i;

	buf_put(&b, text, len);
	for (i = 0; i < len; i++) {
		c = b.data[i] | 0x20;
		if (c >= 'a' && c <= 'z')
			b.data[i] += c < 'n' ? 13 : -13;
	}
	if (d->outcome == LEAK_NONE)
		decoding_look(d, buf_str(&b), b.len);
	buf_free(&b);
}

static void
reversed(struct decoding *d, const char *text, size_t len)
{
	struct buf b = { 0 };
	uint32_t cp;
	char *out;
	size_t n, i, at = len;

	buf_put(&b, text, len);
	out = (char *)b.data;
	for (i = 0; i < len; i += n) {
		if ((unsigned char)text[i] < 0x80) {
			out[--at] = text[i];
			n = 1;
			continue;
		}
		n = text_next(text + i, len - i, &cp);
		n = n == 0 ? 1 : n;
		at -= n;
		memcpy(out + at, text + i, n);
	}
	if (d->outcome == LEAK_NONE)
		decoding_look(d, buf_str(&b), b.len);
	buf_free(&b);
}

/* All readings of a text that has no NUL and ends in one. */
static void
read_text(struct decoding *d, const char *text, size_t len)
{
	if (d->outcome != LEAK_NONE ||
	    !decoding_is_new(d, DECODING_TEXT, text, len) ||
	    !decoding_spend(d, len))
		return;
	decoding_look(d, text, len);
	if (d->outcome != LEAK_NONE)
		return;
	if (d->depth == 0 || (d->depth == 1 && len < TURNED_MAX)) {
		reversed(d, text, len);
		rot13(d, text, len);
	}
	if (d->depth == LEAK_DEPTH)
		return;
	undoing_read(d, text, len);
	encoded_words(d, text);
	punycode(d, text, len);
	letterruns_words(d, text, len);
	letterruns_rows(d, text, len);
	if (strstr(text, "begin ") != NULL)
		uuencoded(d, text);
	if (memchr(text, 0xc2, len) != NULL || memchr(text, 0xc3, len) != NULL)
		leakcharset_western(d, text, len);
	lostescape_read(d, text, len);
	letterruns_read(d, text, len);
}

/* Bytes of the letter at p; 0: no UTF-8, or a NUL. */
static size_t
letter_length(const char *p, size_t len)
{
	uint32_t cp;

	if ((signed char)*p > 0)
		return 1;
	return *p == '\0' ? 0 : text_next(p, len, &cp);
}

/* Letters of ASCII that p begins with, by eights. */
static size_t
ascii_length(const char *p, size_t len)
{
	const uint64_t ones = 0x0101010101010101, highs = 0x80 * ones;
	uint64_t w;
	size_t n;

	/* A NUL is what borrows from the byte above it, and has no high bit. */
	for (n = 0; n + sizeof(w) <= len; n += sizeof(w)) {
		memcpy(&w, p + n, sizeof(w));
		if (((w - ones) | w) & highs)
			break;
	}
	return n;
}

/* How many of the bytes are UTF-8; fewer, where it is less than three of four.
 */
static size_t
valid_count(const char *p, size_t len)
{
	size_t n, i, bad = 0;

	for (i = 0; i < len && 4 * bad <= len; i += n) {
		n = ascii_length(p + i, len - i);
		n = n > 0 ? n : letter_length(p + i, len - i);
		bad += n == 0;
		n += n == 0;
	}
	return i - bad;
}

/* A copy of the bytes without those that are no UTF-8. */
static char *
valid_part(const char *p, size_t len, size_t valid)
{
	char *copy = mem_grow(NULL, valid + 1, 1);
	size_t n, k = 0;

	if (valid == len) {
		memcpy(copy, p, len);
		k = len;
	}
	for (; k < valid; p += n, len -= n) {
		n = letter_length(p, len);
		memcpy(copy + k, p, n);
		k += n;
		n += n == 0;
	}
	copy[k] = '\0';
	return copy;
}

static void
read_bytes(struct decoding *d, const void *p, size_t len)
{
	char *copy;
	size_t n;

	inside_read(d, p, len);
	if (d->outcome != LEAK_NONE)
		return;
	n = valid_count(p, len);
	/* What is mostly noise is not worth reading for the letters that
	 * happen to be in it. */
	if (4 * n >= 3 * len) {
		copy = valid_part(p, len, n);
		read_text(d, copy, n);
		free(copy);
	}
	leakcharset_each(d, p, len, n == len);
}

static void
read_pieces(struct decoding *d, struct pieces *p)
{
	const char *piece;
	size_t len;

	while (
	    d->outcome == LEAK_NONE && (piece = pieces_next(p, &len)) != NULL)
		read_bytes(d, piece, len);
}

enum leak
leak_decode_pieces(const void *p, size_t len, const char *const *marks,
    bool open_inside, struct leakmemory *memory,
    bool (*look)(void *arg, const char *text, size_t len), void *arg)
{
	struct decoding d = { .look = look,
		.arg = arg,
		.read = read_bytes,
		.open_inside = open_inside,
		.memory = memory };
	struct pieces pieces;

	d.left = LEAK_WORK * len + WORK_LEAST;
	pieces_begin(&pieces, marks, p, len);
	read_pieces(&d, &pieces);
	decoding_end(&d);
	return d.outcome == LEAK_NONE && d.met_inside && !open_inside
		   ? LEAK_INSIDE
		   : d.outcome;
}

enum leak
leak_decode(const void *p, size_t len, bool open_inside,
    bool (*look)(void *arg, const char *text, size_t len), void *arg)
{
	return leak_decode_pieces(p, len, NULL, open_inside, NULL, look, arg);
}
