#include <ctype.h>
#include <iconv.h>
#include <idn2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <zlib.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/archive.h"
#include "formats/leak/encodings.h"
#include "formats/leak/escapes.h"
#include "formats/leak/leak.h"

/* Shorter runs of base64 or hex hide no name. */
#define RUN_MIN 8
/* And shorter words of base85. */
#define WORD_MIN 8
/* Bytes of two kanji at the least, of those that are no ASCII. */
#define WESTERN_MIN 4
/* Blanks at the end and beginning of a wrapped line. */
#define LINE_GAP 16
/* A text that was decoded out of another is read backwards too if it is
 * shorter. */
#define TURNED_MAX 256
/* How often a whole text may be undone inside another that was. */
#define LEAK_WHOLE 2
/* How many bytes, and members, may come out of one archive that is met
 * inside. */
#define INSIDE_BYTES   (8U << 20)
#define INSIDE_MEMBERS 200
/* What opening an archive costs, and each member of it, besides the bytes
 * that come out. */
#define OPEN_COST   8192
#define MEMBER_COST 256
/* Of deflate without a head: the least that holds a name, the most that is read
 * of it, and what trying costs. */
#define RAW_MIN	  8
#define RAW_BYTES 16384
#define RAW_COST  64
/* Work that any input may cause, however short. */
#define WORK_LEAST (4U << 20)

/* Charsets that we do not write. */
enum charset { CS_CP932, CS_EUC, CS_2022, CS_16LE, CS_16BE, CHARSETS };

static iconv_t converters[CHARSETS];

/* Hashes of texts that were seen begin with it, so that nobody can make two
 * texts with one hash. */
static uint64_t seed;

bool
leak_setup(void)
{
	static const char *const names[CHARSETS] = { "CP932", "EUC-JP",
		"ISO-2022-JP-2", "UTF-16LE", "UTF-16BE" };
	enum charset cs;

	for (cs = 0; cs < CHARSETS; cs++) {
		if (converters[cs] == NULL)
			converters[cs] = iconv_open("UTF-8", names[cs]);
		if (converters[cs] == (iconv_t)-1) {
			converters[cs] = NULL;
			return false;
		}
	}
	return getrandom(&seed, sizeof(seed), 0) == sizeof(seed);
}

/* A text that was read, by its hash (0: none), and at what depth. */
struct seen {
	uint64_t hash;
	unsigned depth, whole;
};

struct decoding {
	bool (*look)(void *arg, const char *text, size_t len);
	void *arg;
	bool open_inside, met_inside;
	unsigned whole; /* texts undone as a whole around this one */
	/* Undoing two escapes in either order gives the same text: it is read
	 * once. */
	struct seen *seen;
	size_t seen_count, seen_cap;
	size_t left; /* bytes that may still be looked at */
	enum leak outcome;
	unsigned depth;
	z_stream raw; /* made when first needed */
};

static void read_bytes(struct decoding *d, const void *p, size_t len);
static void read_text(struct decoding *d, const char *text, size_t len);

static bool
spend(struct decoding *d, size_t len)
{
	if (d->left < len) {
		d->outcome = LEAK_TOO_MUCH;
		return false;
	}
	d->left -= len;
	return true;
}

static void
grow_seen(struct decoding *d)
{
	struct seen *old = d->seen;
	size_t i, k, cap = d->seen_cap;

	d->seen_cap = cap == 0 ? 256 : 2 * cap;
	d->seen = mem_alloc(d->seen_cap * sizeof(*d->seen));
	for (i = 0; i < cap; i++) {
		if (old[i].hash == 0)
			continue;
		for (k = old[i].hash % d->seen_cap; d->seen[k].hash != 0;)
			k = (k + 1) % d->seen_cap;
		d->seen[k] = old[i];
	}
	free(old);
}

/* Whether the text is met for the first time, or with more levels left than
 * before; how: as a text, or as a run. */
#define RUN_SEEN 100
static bool
is_new(struct decoding *d, unsigned how, const char *text, size_t len)
{
	uint64_t h = seed + how + (len << 32), w;
	struct seen *s;
	size_t i, k;

	for (i = 0; i + sizeof(w) <= len; i += sizeof(w)) {
		memcpy(&w, text + i, sizeof(w));
		h = (h ^ w) * 0x9e3779b97f4a7c15;
		h ^= h >> 32;
	}
	for (; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 0x100000001b3;
	h += h == 0;
	if (2 * d->seen_count >= d->seen_cap)
		grow_seen(d);
	for (k = h % d->seen_cap; d->seen[k].hash != 0;
	     k = (k + 1) % d->seen_cap)
		if (d->seen[k].hash == h)
			break;
	s = &d->seen[k];
	if (s->hash == h && s->depth <= d->depth && s->whole <= d->whole)
		return false;
	d->seen_count += s->hash == 0;
	*s = (struct seen){ h, d->depth, d->whole };
	return true;
}

/* Reads what was decoded, one level deeper, unless the search is over or that
 * is too deep. */
static void
inner_bytes(struct decoding *d, const void *p, size_t len)
{
	if (d->outcome != LEAK_NONE || d->depth == LEAK_DEPTH || len == 0)
		return;
	d->depth++;
	read_bytes(d, p, len);
	d->depth--;
}

static void
inner_text(struct decoding *d, struct buf *b)
{
	if (d->outcome == LEAK_NONE && d->depth < LEAK_DEPTH && b->len > 0) {
		d->depth++;
		read_bytes(d, b->data, b->len);
		d->depth--;
	}
	buf_free(b);
}

/* A whole text with one kind of escape undone: escapes within escapes are
 * followed word by word, whole texts twice only. */
static void
inner_whole(struct decoding *d, struct buf *b)
{
	if (d->whole == LEAK_WHOLE)
		return;
	d->whole++;
	inner_bytes(d, b->data, b->len);
	d->whole--;
}

/* Where an escaped word ends: bytes of another charset may stand within one,
 * and the text around it must not spoil them. */
static bool
ends_word(char c)
{
	switch (c) {
	case ' ':
	case '\t':
	case '\r':
	case '\n':
	case '<':
	case '>':
	case '"':
	case '\'':
		return true;
	default:
		return (unsigned char)c >= 0x80;
	}
}

/* Replaces what unwrap() understands wherever one of marks stands; reads the
 * result where it differs, each changed word by itself too. */
static void
replace(struct decoding *d, const char *text, size_t len, const char *marks,
    size_t (*unwrap)(const char *s, struct buf *out))
{
	struct buf b = { 0 };
	size_t i, n, word = 0, from = 0;
	bool changed = false, any = false, is_mark[256] = { false };

	if (strpbrk(text, marks) == NULL)
		return;
	for (i = 0; marks[i] != '\0'; i++)
		is_mark[(unsigned char)marks[i]] = true;
	for (i = 0; i < len; i += n) {
		n = 1;
		if (is_mark[(unsigned char)text[i]]) {
			buf_put(&b, text + from, i - from);
			from = i;
			n = unwrap(text + i, &b);
			/* An escape that runs past the end of the text is cut
			 * there. */
			n = n > len - i ? len - i : n;
			changed |= n > 0;
			any |= n > 0;
			from += n;
			if (n > 0)
				continue;
			n = 1;
		}
		if (!ends_word(text[i]))
			continue;
		if (changed) {
			buf_put(&b, text + from, i - from);
			from = i;
			if (b.len > word)
				inner_bytes(d, b.data + word, b.len - word);
		}
		changed = false;
		word = b.len + (i - from) + 1;
	}
	buf_put(&b, text + from, len - from);
	if (changed && b.len > word)
		inner_bytes(d, b.data + word, b.len - word);
	if (any)
		inner_whole(d, &b);
	buf_free(&b);
}

static bool
is_base64(char c)
{
	return base64_value(c, BASE64_ANY) != -1;
}

/* Length of the run of base64 letters at s; line ends may lie inside. */
static size_t
run_length(const char *s, size_t len)
{
	size_t n = 0, k;

	while (n < len) {
		if (is_base64(s[n])) {
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
		if (k == n || s[k - 1] != '\n' || k >= len || !is_base64(s[k]))
			break;
		n = k;
	}
	return n;
}

/* Whether it is a text that somebody may have written, and no noise: what
 * letters decode to by chance is hardly ever that. */
static bool
is_text(const struct buf *b)
{
	size_t at = 0, n;
	uint32_t cp;

	while (at < b->len) {
		n = text_next((char *)b->data + at, b->len - at, &cp);
		if (n == 0 || !escape_is_likely(cp))
			return false;
		at += n;
	}
	return at > 0;
}

static void
inner_if_text(struct decoding *d, struct buf *b)
{
	if (is_text(b))
		inner_bytes(d, b->data, b->len);
	b->len = 0;
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

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		ways[i](&b, s, len);
		inner_if_text(d, &b);
	}
	buf_free(&b);
}

/* One run: as base64 from each of its first four letters, as hex from two. */
static void
read_run(struct decoding *d, const char *s, size_t len)
{
	struct buf b = { 0 };
	size_t i, k;

	for (i = 0; i < 4 && len > i; i++) {
		base64_put(&b, s + i, len - i, BASE64_ANY);
		inner_text(d, &b);
	}
	for (i = 0; i < len; i += k + 1) {
		for (k = 0; i + k < len && hex_value(s[i + k]) != -1; k++)
			continue;
		if (k < RUN_MIN)
			continue;
		hex_put_bytes(&b, s + i, k);
		inner_text(d, &b);
		hex_put_bytes(&b, s + i + 1, k - 1);
		inner_text(d, &b);
	}
}

static void
read_new_run(struct decoding *d, const char *s, size_t len)
{
	if (len >= RUN_MIN && is_new(d, RUN_SEEN, s, len))
		read_run(d, s, len);
}

/* Lines may be one run that was wrapped, or runs of their own. */
static void
runs(struct decoding *d, const char *text, size_t len)
{
	size_t i, k, n, m;

	for (i = 0; i < len; i += n + 1) {
		n = run_length(text + i, len - i);
		read_new_run(d, text + i, n);
		if (memchr(text + i, '\n', n) == NULL)
			continue;
		for (k = 0; k < n; k += m + 1) {
			for (m = 0; k + m < n && is_base64(text[i + k + m]);
			     m++)
				continue;
			read_new_run(d, text + i + k, m);
		}
	}
}

static bool
is_gap(char c)
{
	return isspace((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* What stands between quotes in a word. */
static void
quoted(struct decoding *d, const char *s, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n + 1) {
		for (n = 0; i + n < len && strchr("\"'", s[i + n]) == NULL; n++)
			continue;
		if (n >= WORD_MIN && n < len)
			read_word(d, s + i, n);
	}
}

/* Words of any signs. */
static void
words(struct decoding *d, const char *text, size_t len)
{
	size_t i, n;

	for (i = 0; i < len && d->outcome == LEAK_NONE; i += n + 1) {
		for (n = 0; i + n < len && !is_gap(text[i + n]); n++)
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
		inner_if_text(d, &b);
	}
	buf_free(&b);
	return longest;
}

/* Numbers and groups of letters in a row, wherever a word begins. */
static void
rows(struct decoding *d, const char *text, size_t len)
{
	size_t i, numbered = 0, grouped = 0;
	struct buf b = { 0 };

	for (i = 0; i < len && d->outcome == LEAK_NONE; i++) {
		if (!isalnum((unsigned char)text[i]) ||
		    (i > 0 && isalnum((unsigned char)text[i - 1])))
			continue;
		if (i >= numbered && hex_value(text[i]) != -1)
			numbered = i + numbers(d, text + i);
		if (i < grouped)
			continue;
		grouped = i + encoding_groups(&b, text + i);
		read_new_run(d, (char *)b.data, b.len);
		b.len = 0;
	}
	buf_free(&b);
}

static void
uuencoded(struct decoding *d, const char *text)
{
	struct buf b = { 0 };

	encoding_uu(&b, text);
	inner_text(d, &b);
}

/* The byte of CP1252 that is shown as this letter; -1: none. */
static int
cp1252_byte(uint32_t cp)
{
	static const uint16_t above[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e,
		0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
		0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
		0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
		0x17e, 0x178 };
	int i;

	if (cp < 0x100)
		return (int)cp;
	for (i = 0; i < 32; i++)
		if (above[i] == cp)
			return 0x80 + i;
	return -1;
}

/* Bytes of Japanese that were taken for Western letters: å\u0152\u2014 is 北.
 */
static void
western(struct decoding *d, const char *text, size_t len)
{
	struct buf b = { 0 };
	size_t i, n, high = 0;
	unsigned char byte;
	uint32_t cp;
	int value;

	for (i = 0; i <= len; i += n) {
		n = i < len ? text_next(text + i, len - i, &cp) : 1;
		n = n == 0 ? 1 : n;
		value = i < len ? cp1252_byte(cp) : -1;
		if (value != -1) {
			byte = (unsigned char)value;
			buf_put(&b, &byte, 1);
			high += value >= 0x80;
			continue;
		}
		if (high >= WESTERN_MIN)
			inner_bytes(d, b.data, b.len);
		b.len = high = 0;
	}
	buf_free(&b);
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
	inner_text(d, &b);
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
	inner_text(d, &b);
}

static void
rot13(struct decoding *d, const char *text, size_t len)
{
	struct buf b = { 0 };
	size_t i;
	char c;

	for (i = 0; i < len; i++) {
		c = text[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			c = (char)((c & 0x20) + 'A' +
				   ((c & 0x1f) - 1 + 13) % 26);
		buf_put(&b, &c, 1);
	}
	if (d->outcome == LEAK_NONE && d->look(d->arg, buf_str(&b), b.len))
		d->outcome = LEAK_FOUND;
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
		n = text_next(text + i, len - i, &cp);
		n = n == 0 ? 1 : n;
		at -= n;
		memcpy(out + at, text + i, n);
	}
	if (d->outcome == LEAK_NONE && d->look(d->arg, buf_str(&b), b.len))
		d->outcome = LEAK_FOUND;
	buf_free(&b);
}

/* How many bytes from the first on are likely letters of 16 bits; behind them
 * may stand what was decoded by mistake. hi: which byte of two is the high
 * one. */
static size_t
wide_length(const unsigned char *p, size_t len, size_t hi)
{
	size_t i;

	for (i = 0; i + 1 < len; i += 2)
		if (!escape_is_likely((unsigned)p[i + hi] << 8 | p[i + 1 - hi]))
			break;
	return i;
}

/* Bytes in another charset, only where every one of them decodes.  What is
 * ASCII in it has been read already, so nothing hides in the result again. */
static void
from_charset(struct decoding *d, enum charset cs, const void *p, size_t len)
{
	struct buf b = { 0 };
	char out[4096], *in = (char *)(uintptr_t)p, *to;
	size_t left = len, room, before;

	if (d->outcome != LEAK_NONE)
		return;
	iconv(converters[cs], NULL, NULL, NULL, NULL);
	while (left > 0) {
		to = out;
		room = sizeof(out);
		before = left;
		iconv(converters[cs], &in, &left, &to, &room);
		buf_put(&b, out, (size_t)(to - out));
		if (left == before)
			break;
	}
	if (left == 0 && b.len > 0 && memchr(b.data, 0, b.len) == NULL &&
	    spend(d, b.len) && d->look(d->arg, buf_str(&b), b.len))
		d->outcome = LEAK_FOUND;
	buf_free(&b);
}

/* How much may come out of one that is opened now. */
static size_t
room(const struct decoding *d)
{
	return d->left < INSIDE_BYTES ? d->left : INSIDE_BYTES;
}

static bool
see_member(struct decoding *d, const struct archive_entry_seen *e)
{
	if (d->outcome != LEAK_NONE || !spend(d, e->len + MEMBER_COST))
		return false;
	inner_bytes(d, e->name, strlen(e->name));
	if (e->data != NULL)
		inner_bytes(d, e->data, e->len);
	return d->outcome == LEAK_NONE;
}

static void
each_member(void *arg, const struct archive_entry_seen *e)
{
	see_member(arg, e);
}

/* A zlib stream, as much of it as comes out. */
static void
inflated(struct decoding *d, const unsigned char *p, size_t len)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)p,
		.avail_in = (unsigned)(len > UINT32_MAX ? UINT32_MAX : len) };
	unsigned char out[16384];
	struct buf b = { 0 };
	int rc;

	if (inflateInit(&z) != Z_OK)
		return;
	do {
		z.next_out = out;
		z.avail_out = sizeof(out);
		rc = inflate(&z, Z_NO_FLUSH);
		buf_put(&b, out, sizeof(out) - z.avail_out);
	} while (rc == Z_OK && b.len < INSIDE_BYTES && b.len < d->left);
	inflateEnd(&z);
	if (b.len >= INSIDE_BYTES || !spend(d, b.len))
		d->outcome = LEAK_TOO_MUCH;
	inner_text(d, &b);
}

/* A stream of deflate without a head, which anything may be: one that ends, and
 * tells a text. */
static void
deflated(struct decoding *d, const unsigned char *p, size_t len)
{
	unsigned char out[RAW_BYTES];
	struct buf b = { 0 };

	/* Of a block with a table, or with the one that all know. */
	if (len < RAW_MIN || ((p[0] & 6) != 2 && (p[0] & 6) != 4) ||
	    !spend(d, RAW_COST))
		return;
	if (d->raw.state == NULL && inflateInit2(&d->raw, -15) != Z_OK)
		return;
	inflateReset(&d->raw);
	d->raw.next_in = (unsigned char *)(uintptr_t)p;
	d->raw.avail_in = (unsigned)(len > UINT32_MAX ? UINT32_MAX : len);
	d->raw.next_out = out;
	d->raw.avail_out = sizeof(out);
	if (inflate(&d->raw, Z_FINISH) != Z_STREAM_END)
		return;
	buf_put(&b, out, sizeof(out) - d->raw.avail_out);
	inner_if_text(d, &b);
	buf_free(&b);
}

static void
decompressed(struct decoding *d, const unsigned char *p, size_t len)
{
	struct buf b = { 0 };

	if (archive_unfilter(p, len, room(d), &b) == PEEK_TOO_MUCH ||
	    !spend(d, b.len))
		d->outcome = LEAK_TOO_MUCH;
	inner_text(d, &b);
}

static void
members(struct decoding *d, const unsigned char *p, size_t len)
{
	if (archive_peek(p, len, INSIDE_MEMBERS, INSIDE_BYTES, each_member,
		d) == PEEK_TOO_MUCH &&
	    d->outcome == LEAK_NONE)
		d->outcome = LEAK_TOO_MUCH;
}

enum inside_kind { INSIDE_MEMBERED, INSIDE_STREAM, INSIDE_ZLIB };

static void
open_at(struct decoding *d, enum inside_kind kind, const unsigned char *p,
    size_t len)
{
	if (!spend(d, OPEN_COST))
		return;
	if (kind == INSIDE_ZLIB)
		inflated(d, p, len);
	else
		members(d, p, len);
	if (kind == INSIDE_STREAM && d->outcome == LEAK_NONE)
		decompressed(d, p, len);
}

/* Archives and compressed streams, wherever one begins. */
static void
inside(struct decoding *d, const unsigned char *p, size_t len)
{
	static const struct {
		const char *magic;
		size_t len;
		enum inside_kind kind;
	} kinds[] = {
		{ "PK\3\4", 4, INSIDE_MEMBERED },
		{ "7z\xbc\xaf\x27\x1c", 6, INSIDE_MEMBERED },
		{ "\x1f\x8b\x08", 3, INSIDE_STREAM },
		{ "\x28\xb5\x2f\xfd", 4, INSIDE_STREAM },
		{ "\xfd"
		  "7zXZ",
		    5, INSIDE_STREAM },
		{ "BZh91AY&SY", 10, INSIDE_STREAM },
		{ "\x78\x01", 2, INSIDE_ZLIB },
		{ "\x78\x9c", 2, INSIDE_ZLIB },
		{ "\x78\xda", 2, INSIDE_ZLIB },
	};
	const unsigned char *at, *end = p + len;
	size_t i;

	/* Plain ASCII holds none of them. */
	for (i = 0; i < len && p[i] >= 0x20 && p[i] < 0x7f; i++)
		continue;
	if (i == len)
		return;
	if (d->depth > 0 && d->open_inside)
		deflated(d, p, len);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (at = p; d->outcome == LEAK_NONE; at++) {
			at = memmem(at, (size_t)(end - at), kinds[i].magic,
			    kinds[i].len);
			if (at == NULL)
				break;
			d->met_inside = true;
			if (!d->open_inside)
				break;
			open_at(d, kinds[i].kind, at, (size_t)(end - at));
		}
	if (len > 262 && memcmp(p + 257, "ustar", 5) == 0) {
		d->met_inside = true;
		if (d->open_inside)
			members(d, p, len);
	}
}

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
		from_charset(d, CS_CP932, all.data, all.len);
	buf_free(&all);
}

/* ISO-2022-JP that has lost the ESC before its $B: whoever reads it needs only
 * to put it back.  Each run, and all together: a name may change its set.  A $B
 * inside a run may be two halves of letters, or begin another one, a byte off.
 */
static void
lost_escapes(struct decoding *d, const char *text, size_t len)
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
			from_charset(d, CS_CP932, all.data + before, n);
	}
	if (runs > 1)
		from_charset(d, CS_CP932, all.data, all.len);
	buf_free(&all);
	if (runs > 0)
		restored_escapes(d, text, len);
}

/* All readings of a text that has no NUL and ends in one. */
static void
read_text(struct decoding *d, const char *text, size_t len)
{
	if (d->outcome != LEAK_NONE || !is_new(d, 0, text, len) ||
	    !spend(d, len))
		return;
	if (d->look(d->arg, text, len)) {
		d->outcome = LEAK_FOUND;
		return;
	}
	if (d->depth == 0 || (d->depth == 1 && len < TURNED_MAX)) {
		reversed(d, text, len);
		rot13(d, text, len);
	}
	if (d->depth == LEAK_DEPTH)
		return;
	replace(d, text, len, "%", escape_percent);
	replace(d, text, len, "&", escape_entity);
	replace(d, text, len, "\\", escape_backslash);
	replace(d, text, len, "\\", escape_rtf);
	replace(d, text, len, "=", escape_quoted_printable);
	replace(d, text, len, "<", escape_tag);
	replace(d, text, len, "[({", escape_defanged);
	replace(d, text, len, "+", escape_utf7);
	encoded_words(d, text);
	punycode(d, text, len);
	if (strstr(text, "U+") != NULL || strstr(text, "u+") != NULL)
		replace(d, text, len, "Uu", escape_point);
	words(d, text, len);
	rows(d, text, len);
	if (strstr(text, "begin ") != NULL)
		uuencoded(d, text);
	if (memchr(text, 0xc2, len) != NULL || memchr(text, 0xc3, len) != NULL)
		western(d, text, len);
	lost_escapes(d, text, len);
	runs(d, text, len);
}

/* A copy of the bytes without those that are no UTF-8. */
static char *
valid_part(const char *p, size_t len, size_t *out_len)
{
	char *copy = mem_alloc(len + 1);
	uint32_t cp;
	size_t n, k = 0;

	if (text_valid(p, len)) {
		memcpy(copy, p, len);
		*out_len = len;
		return copy;
	}
	for (; len > 0; p += n, len -= n) {
		n = text_next(p, len, &cp);
		if (n > 0 && cp != 0) {
			memcpy(copy + k, p, n);
			k += n;
		}
		n += n == 0;
	}
	*out_len = k;
	return copy;
}

static void
read_bytes(struct decoding *d, const void *p, size_t len)
{
	const unsigned char *u = p;
	char *copy;
	size_t n;

	inside(d, u, len);
	if (d->outcome != LEAK_NONE)
		return;
	copy = valid_part(p, len, &n);
	/* What is mostly noise is not worth reading for the letters that
	 * happen to be in it. */
	if (4 * n >= 3 * len)
		read_text(d, copy, n);
	free(copy);
	if (n == len) {
		if (memchr(p, 0x1b, len) != NULL)
			from_charset(d, CS_2022, p, len);
	} else {
		from_charset(d, CS_CP932, p, len);
		from_charset(d, CS_EUC, p, len);
	}
	/* Only decoded bytes can be UTF-16: what we write ourselves
	 * never is. */
	if (d->depth > 0) {
		n = wide_length(u, len, 1);
		if (n >= 4)
			from_charset(d, CS_16LE, p, n);
		n = wide_length(u, len, 0);
		if (n >= 4)
			from_charset(d, CS_16BE, p, n);
	}
}

enum leak
leak_decode(const void *p, size_t len, bool open_inside,
    bool (*look)(void *arg, const char *text, size_t len), void *arg)
{
	struct decoding d = {
		.look = look, .arg = arg, .open_inside = open_inside
	};

	d.left = LEAK_WORK * len + WORK_LEAST;
	read_bytes(&d, p, len);
	free(d.seen);
	if (d.raw.state != NULL)
		inflateEnd(&d.raw);
	return d.outcome == LEAK_NONE && d.met_inside && !open_inside
		   ? LEAK_INSIDE
		   : d.outcome;
}
