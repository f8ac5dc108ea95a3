#include <ctype.h>
#include <iconv.h>
#include <idn2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <zlib.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/archive.h"
#include "formats/leak/leakdecode.h"

/* Shorter runs of base64 or hex hide no name. */
#define RUN_MIN 8
/* Blanks at the end and beginning of a wrapped line. */
#define LINE_GAP 16
/* A longer text that came out of another is not turned round besides. */
#define TURNED_MAX 256
/* Whole texts undone one after the other. */
#define LEAK_WHOLE 2
/* Bytes out of archives inside, and members of one. */
#define INSIDE_BYTES   (8U << 20)
#define INSIDE_MEMBERS 200
/* What trying to open one counts for; what comes out counts besides. */
#define OPEN_COST   8192
#define MEMBER_COST 256
/* Work that any input may cause, however short. */
#define WORK_LEAST (4U << 20)

/* Charsets that are not ours, opened when first met. */
enum charset { CS_CP932, CS_EUC, CS_2022, CS_16LE, CS_16BE, CHARSETS };

static iconv_t converters[CHARSETS];

/* Of the hashes of texts seen, so that nobody makes two alike. */
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

/* By hash, 0: none; how many levels were left to it. */
struct seen {
	uint64_t hash;
	unsigned depth, whole;
};

struct decoding {
	bool (*look)(void *arg, const char *text, size_t len);
	void *arg;
	bool open_inside, met_inside;
	unsigned whole; /* texts undone as a whole around this one */
	/* Texts seen: one way round and the other give the same. */
	struct seen *seen;
	size_t seen_count, seen_cap;
	size_t left; /* bytes that may still be looked at */
	enum leak outcome;
	unsigned depth;
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

/* One level further in, unless it is over or too deep. */
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

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that two hex digits at s stand for; -1: none. */
static int
hex_byte(const char *s)
{
	int hi = hex_value(s[0]);

	return hi == -1 || hex_value(s[1]) == -1 ? -1
						 : hi * 16 + hex_value(s[1]);
}

static void
put_point(struct buf *b, uint32_t cp)
{
	unsigned char u[4];
	size_t n;

	if (cp < 0x80) {
		u[0] = (unsigned char)cp;
		n = 1;
	} else if (cp < 0x800) {
		u[0] = (unsigned char)(0xc0 | cp >> 6);
		n = 2;
	} else if (cp < 0x10000) {
		u[0] = (unsigned char)(0xe0 | cp >> 12);
		n = 3;
	} else {
		u[0] = (unsigned char)(0xf0 | (cp >> 18 & 7));
		n = 4;
	}
	for (size_t i = 1; i < n; i++)
		u[i] = (unsigned char)(0x80 | (cp >> 6 * (n - 1 - i) & 0x3f));
	buf_put(b, u, n);
}

/* &#12345; &#x30AB; and the few names that hide letters of an address. */
static size_t
entity(const char *s, struct buf *out)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} names[] = { { "&amp;", '&' }, { "&period;", '.' },
		{ "&commat;", '@' }, { "&nbsp;", ' ' }, { "&shy;", 0xad },
		{ "&hyphen;", '-' }, { "&dash;", '-' }, { "&lt;", '<' },
		{ "&gt;", '>' }, { "&quot;", '"' } };
	unsigned long cp;
	char *end;
	size_t i;

	if (s[1] == '#') {
		cp = s[2] == 'x' || s[2] == 'X' ? strtoul(s + 3, &end, 16)
						: strtoul(s + 2, &end, 10);
		if (end < s + 3 || cp == 0 || cp > 0x10ffff)
			return 0;
		put_point(out, (uint32_t)cp);
		return (size_t)(end - s) + (*end == ';');
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncasecmp(s, names[i].name, strlen(names[i].name)) == 0) {
			put_point(out, names[i].cp);
			return strlen(names[i].name);
		}
	return 0;
}

static uint32_t
four_hex(const char *s)
{
	int hi = hex_byte(s), lo = hi == -1 ? -1 : hex_byte(s + 2);

	return lo == -1 ? 0 : (uint32_t)(hi << 8 | lo);
}

/* \uHHHH of JSON with its surrogates, \u-12345? and \'hh of RTF, \xHH. */
static size_t
backslash(const char *s, struct buf *out)
{
	uint32_t cp, low;
	long n;
	char *end, byte;

	if (s[1] == 'u' && (cp = four_hex(s + 2)) != 0) {
		low = cp >= 0xd800 && cp < 0xdc00 && s[6] == '\\' && s[7] == 'u'
			  ? four_hex(s + 8)
			  : 0;
		if (low != 0)
			cp = 0x10000 + ((cp & 0x3ff) << 10) + (low & 0x3ff);
		put_point(out, cp);
		return low != 0 ? 12 : 6;
	}
	if (s[1] == 'u' && (isdigit((unsigned char)s[2]) || s[2] == '-')) {
		n = strtol(s + 2, &end, 10);
		put_point(out, (uint32_t)(n < 0 ? n + 65536 : n) & 0xffff);
		return (size_t)(end - s) + (*end == '?' || *end == ' ');
	}
	if ((s[1] == 'x' || s[1] == '\'') && hex_byte(s + 2) != -1) {
		byte = (char)hex_byte(s + 2);
		buf_put(out, &byte, 1);
		return 4;
	}
	return 0;
}

/* RTF writes \u26481 with a decimal, which looks like hex too. */
static size_t
rtf(const char *s, struct buf *out)
{
	long n;
	char *end, byte;

	if (s[1] == 'u' && (isdigit((unsigned char)s[2]) || s[2] == '-')) {
		n = strtol(s + 2, &end, 10);
		put_point(out, (uint32_t)(n < 0 ? n + 65536 : n) & 0xffff);
		end += *end == ' ';
		return (size_t)(end - s) + (*end == '?');
	}
	if (s[1] == '\'' && hex_byte(s + 2) != -1) {
		byte = (char)hex_byte(s + 2);
		buf_put(out, &byte, 1);
		return 4;
	}
	return 0;
}

static size_t
percent(const char *s, struct buf *out)
{
	char byte;

	if (hex_byte(s + 1) == -1)
		return 0;
	byte = (char)hex_byte(s + 1);
	buf_put(out, &byte, 1);
	return 3;
}

static size_t
quoted_printable(const char *s, struct buf *out)
{
	if (s[1] == '\n')
		return 2;
	if (s[1] == '\r' && s[2] == '\n')
		return 3;
	return percent(s, out);
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* Noise read as UTF-16 is full of rare letters. */
static bool
is_likely(unsigned unit)
{
	return (unit >= 0x20 && unit < 0x180) || unit == '\n' || unit == '\r' ||
	       unit == '\t' || unit == 0xfeff ||
	       (unit >= 0x3000 && unit < 0x3100) ||
	       (unit >= 0x4e00 && unit < 0xa000) ||
	       (unit >= 0xff00 && unit < 0xfff0);
}

/* One unit of UTF-16; whether it is a likely letter. */
static bool
put_unit(struct buf *out, unsigned unit, unsigned *high)
{
	if ((unit & 0xfc00) == 0xd800) {
		*high = unit;
		return true;
	}
	if ((unit & 0xfc00) == 0xdc00 && *high != 0)
		put_point(
		    out, 0x10000 + ((*high & 0x3ff) << 10) + (unit & 0x3ff));
	else
		put_point(out, unit == 0 ? ' ' : unit);
	*high = 0;
	return is_likely(unit);
}

/* UTF-7 (RFC 2152): base64 over UTF-16 behind a plus.  Most of what stands
 * behind a plus is none, and would be rare letters. */
static size_t
utf7(const char *s, struct buf *out)
{
	size_t n = 1, before = out->len, units = 0, likely = 0;
	unsigned have = 0, high = 0;
	uint32_t bits = 0;

	for (; s[n] != '-' && base64_value(s[n]) != -1; n++) {
		bits = bits << 6 | (uint32_t)base64_value(s[n]);
		have += 6;
		if (have < 16)
			continue;
		have -= 16;
		units++;
		likely += put_unit(out, bits >> have & 0xffff, &high);
	}
	if (2 * likely > units)
		return n + (s[n] == '-');
	out->len = before;
	return 0;
}

/* A tag, and whatever else stands between < and >, hides nothing. */
static size_t
tag(const char *s, struct buf *out)
{
	const char *end;

	(void)out;
	end = strchr(s, '>');
	return end == NULL || end - s > 4096 ? 0 : (size_t)(end - s) + 1;
}

/* [.] (dot) [at]: as people defang. */
static size_t
defanged(const char *s, struct buf *out)
{
	static const struct {
		const char *written, *meant;
	} ways[] = { { "[.]", "." }, { "[dot]", "." }, { "(dot)", "." },
		{ "(.)", "." }, { "[at]", "@" }, { "(at)", "@" },
		{ "[@]", "@" }, { "{dot}", "." }, { "{at}", "@" } };
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (strncasecmp(s, ways[i].written, strlen(ways[i].written)) ==
		    0) {
			buf_puts(out, ways[i].meant);
			return strlen(ways[i].written);
		}
	return 0;
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
			/* An escape that runs past the end is cut there. */
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

/* Bytes on their way into a buffer, which takes them by the block. */
struct block {
	struct buf *out;
	size_t used;
	unsigned char bytes[1024];
};

static void
block_begin(struct block *b, struct buf *out)
{
	b->out = out;
	b->used = 0;
}

static void
block_add(struct block *b, unsigned char byte)
{
	b->bytes[b->used++] = byte;
	if (b->used == sizeof(b->bytes)) {
		buf_put(b->out, b->bytes, b->used);
		b->used = 0;
	}
}

static void
base64_from(const char *s, size_t len, struct buf *out)
{
	struct block b;
	uint32_t bits = 0;
	unsigned have = 0;
	size_t i;
	int v;

	block_begin(&b, out);
	for (i = 0; i < len; i++) {
		v = base64_value(s[i]);
		if (v == -1)
			continue;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			block_add(&b, (unsigned char)(bits >> have));
		}
	}
	buf_put(out, b.bytes, b.used);
}

static void
hex_from(const char *s, size_t len, struct buf *out)
{
	struct block b;
	size_t i;

	block_begin(&b, out);
	for (i = 0; i + 1 < len; i += 2)
		block_add(&b, (unsigned char)hex_byte(s + i));
	buf_put(out, b.bytes, b.used);
}

static bool
is_hex_run(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (hex_value(s[i]) == -1)
			return false;
	return true;
}

/* Length of the run of base64 letters at s; line ends may lie inside. */
static size_t
run_length(const char *s, size_t len)
{
	size_t n = 0, k;

	while (n < len) {
		if (base64_value(s[n]) != -1) {
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
		    base64_value(s[k]) == -1)
			break;
		n = k;
	}
	return n;
}

/* One run: as base64 from each of its first four letters, as hex from two. */
static void
read_run(struct decoding *d, const char *s, size_t len)
{
	struct buf b = { 0 };
	size_t i, k;

	for (i = 0; i < 4 && len > i; i++) {
		base64_from(s + i, len - i, &b);
		inner_text(d, &b);
	}
	for (i = 0; i < len; i += k + 1) {
		for (k = 0; i + k < len && hex_value(s[i + k]) != -1; k++)
			continue;
		if (k < RUN_MIN || !is_hex_run(s + i, k))
			continue;
		hex_from(s + i, k, &b);
		inner_text(d, &b);
		hex_from(s + i + 1, k - 1, &b);
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
			for (m = 0;
			     k + m < n && base64_value(text[i + k + m]) != -1;
			     m++)
				continue;
			read_new_run(d, text + i + k, m);
		}
	}
}

/* Appends the word at s, "=?charset?B?...?=", decoded; its length, 0: none. */
static size_t
encoded_word(const char *s, struct buf *out)
{
	const char *charset = s + 2, *way, *body, *end;
	size_t i;
	char byte;

	way = strchr(charset, '?');
	if (way == NULL || way - charset > 40 || way[1] == '\0' ||
	    way[2] != '?')
		return 0;
	body = way + 3;
	end = strstr(body, "?=");
	if (end == NULL)
		return 0;
	if ((way[1] | 0x20) == 'b')
		base64_from(body, (size_t)(end - body), out);
	else
		for (i = 0; body + i < end; i++) {
			if (body[i] == '=' && hex_byte(body + i + 1) != -1) {
				byte = (char)hex_byte(body + i + 1);
				i += 2;
			} else
				byte = body[i] == '_' ? ' ' : body[i];
			buf_put(out, &byte, 1);
		}
	return (size_t)(end - s) + 2;
}

/* RFC 2047: words beside each other are one text, whatever charset. */
static void
encoded_words(struct decoding *d, const char *text)
{
	struct buf b = { 0 };
	const char *s = text;
	size_t n;

	while ((s = strstr(s, "=?")) != NULL) {
		n = encoded_word(s, &b);
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

/* Bytes from the first that are likely letters of 16 bits; what stood behind
 * them may have been decoded with them.  hi: which byte is the high one. */
static size_t
wide_length(const unsigned char *p, size_t len, size_t hi)
{
	size_t i;

	for (i = 0; i + 1 < len; i += 2)
		if (!is_likely((unsigned)p[i + hi] << 8 | p[i + 1 - hi]))
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

static void
decompressed(struct decoding *d, const unsigned char *p, size_t len)
{
	struct buf b = { 0 };

	if (archive_unfilter(p, len, room(d), &b) == 3 || !spend(d, b.len))
		d->outcome = LEAK_TOO_MUCH;
	inner_text(d, &b);
}

static void
members(struct decoding *d, const unsigned char *p, size_t len)
{
	if (archive_peek(
		p, len, INSIDE_MEMBERS, INSIDE_BYTES, each_member, d) == 3 &&
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
	replace(d, text, len, "%", percent);
	replace(d, text, len, "&", entity);
	replace(d, text, len, "\\", backslash);
	replace(d, text, len, "\\", rtf);
	replace(d, text, len, "=", quoted_printable);
	replace(d, text, len, "<", tag);
	replace(d, text, len, "[({", defanged);
	replace(d, text, len, "+", utf7);
	encoded_words(d, text);
	punycode(d, text, len);
	runs(d, text, len);
}

/* The bytes as UTF-8 without what is none; nothing where nothing is left. */
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
	/* Noise is not worth reading for the letters in it. */
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
	/* Decoded bytes only: what we write ourselves is never wide. */
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
	return d.outcome == LEAK_NONE && d.met_inside && !open_inside
		   ? LEAK_INSIDE
		   : d.outcome;
}
