#include <string.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/leak/bytekind.h"
#include "formats/leak/decoding.h"
#include "formats/leak/encodings.h"
#include "formats/leak/letterruns.h"

/* Shorter runs of base64 or hex hide no name. */
#define RUN_MIN 8
/* And shorter words of base85. */
#define WORD_MIN 8
/* Letters of a number in a row, with 0x before it. */
#define NUMBER_MOST 9
/* Blanks at the end and beginning of a wrapped line. */
#define LINE_GAP 16

/* Length of the run of base64 letters at s; line ends may lie inside. */
static size_t
run_length(const char *s, size_t len)
{
	size_t n = 0, k;

	while (n < len) {
		if (bytekind_is(s[n], BYTE_BASE64)) {
			n++;
			continue;
		}
		/* Wrapped text has long lines. */
		if (n < 16)
			break;
		for (k = n; k < len && k - n < LINE_GAP &&
			    strchr("\r\n \t", s[k]) != NULL;
		     k++)
			continue;
		if (k == n || s[k - 1] != '\n' || k >= len ||
		    !bytekind_is(s[k], BYTE_BASE64))
			break;
		n = k;
	}
	return n;
}

/* One word as what is read as a whole only. */
static void
read_word(struct decoding *d, const char *s, size_t len)
{
	static void (*const ways[])(
	    struct buf * out, const char *s, size_t len) = { encoding_base32,
		encoding_base58, encoding_ascii85, encoding_base85 };
	struct buf b = { 0 };
	size_t i;

	if (!decoding_is_new(d, DECODING_WORD, s, len))
		return;
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		ways[i](&b, s, len);
		decoding_inner_likely(d, &b);
	}
	buf_free(&b);
}

/* The room is kept for the next. */
static void
read_decoded(struct decoding *d, struct buf *b)
{
	decoding_inner(d, b->data, b->len);
	b->len = 0;
}

/* One run: as base64 from each of its first four letters, as hex from two. */
static void
read_run(struct decoding *d, const char *s, size_t len)
{
	struct buf b = { 0 };
	size_t i, k;

	for (i = 0; i < 4 && len > i; i++) {
		base64_put(&b, s + i, len - i, BASE64_ANY);
		read_decoded(d, &b);
	}
	for (i = 0; i < len; i += k + 1) {
		for (k = 0; i + k < len && hex_value(s[i + k]) != -1; k++)
			continue;
		if (k < RUN_MIN)
			continue;
		hex_put_bytes(&b, s + i, k);
		read_decoded(d, &b);
		hex_put_bytes(&b, s + i + 1, k - 1);
		read_decoded(d, &b);
	}
	buf_free(&b);
}

static void
read_new_run(struct decoding *d, const char *s, size_t len)
{
	if (len >= RUN_MIN && d->outcome == LEAK_NONE &&
	    decoding_is_new(d, DECODING_RUN, s, len))
		decoding_alone(d, s, len, read_run);
}

void
letterruns_read(struct decoding *d, const char *text, size_t len)
{
	size_t i, k, n, m;

	for (i = 0; i < len; i += n + 1) {
		n = run_length(text + i, len - i);
		read_new_run(d, text + i, n);
		if (memchr(text + i, '\n', n) == NULL)
			continue;
		for (k = 0; k < n; k += m + 1) {
			for (m = 0; k + m < n &&
				    bytekind_is(text[i + k + m], BYTE_BASE64);
			     m++)
				continue;
			read_new_run(d, text + i + k, m);
		}
	}
}

/* What stands between quotes in a word. */
static void
quoted(struct decoding *d, const char *s, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n + 1) {
		for (n = 0; i + n < len && s[i + n] != '"' && s[i + n] != '\'';
		     n++)
			continue;
		if (n >= WORD_MIN && n < len)
			read_word(d, s + i, n);
	}
}

void
letterruns_words(struct decoding *d, const char *text, size_t len)
{
	size_t i, n;

	for (i = 0; i < len && d->outcome == LEAK_NONE; i += n + 1) {
		for (n = 0; i + n < len && !bytekind_is(text[i + n], BYTE_GAP);
		     n++)
			continue;
		if (n < WORD_MIN)
			continue;
		read_word(d, text + i, n);
		quoted(d, text + i, n);
	}
}

static size_t
numbers(struct decoding *d, const char *s)
{
	static const unsigned bases[] = { 8, 10, 16 };
	struct buf b = { 0 };
	size_t i, n, longest = 1;

	for (i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		n = encoding_numbers(&b, s, bases[i]);
		longest = n > longest ? n : longest;
		decoding_inner_likely(d, &b);
	}
	buf_free(&b);
	return longest;
}

/* Whether what begins at s may be the first of several numbers. */
static bool
is_first_number(const char *s)
{
	size_t n = 0;

	while (n <= NUMBER_MOST && bytekind_is(s[n], BYTE_ALNUM))
		n++;
	return n <= NUMBER_MOST && s[n] != '\0' &&
	       strchr(ENCODING_NUMBER_GAPS, s[n]) != NULL;
}

/* The same of groups. */
static bool
is_first_group(const char *s)
{
	size_t n = 0;

	while (n <= ENCODING_GROUP_MOST && bytekind_is(s[n], BYTE_BASE64))
		n++;
	return n > 1 && n <= ENCODING_GROUP_MOST && s[n] != '\0' &&
	       strchr(ENCODING_GROUP_GAPS, s[n]) != NULL;
}

void
letterruns_rows(struct decoding *d, const char *text, size_t len)
{
	size_t i, numbered = 0, grouped = 0;
	struct buf b = { 0 };

	for (i = 0; i < len && d->outcome == LEAK_NONE; i++) {
		if (!bytekind_is(text[i], BYTE_ALNUM) ||
		    (i > 0 && bytekind_is(text[i - 1], BYTE_ALNUM)))
			continue;
		if (i >= numbered && hex_value(text[i]) != -1 &&
		    is_first_number(text + i))
			numbered = i + numbers(d, text + i);
		if (i < grouped || !is_first_group(text + i))
			continue;
		grouped = i + encoding_groups(&b, text + i);
		read_new_run(d, (char *)b.data, b.len);
		b.len = 0;
	}
	buf_free(&b);
}
