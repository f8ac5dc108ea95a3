#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/leak/encodings.h"

/* Shorter rows of numbers hide no name: two kanji, or four letters. */
#define BYTES_MIN  4
#define POINTS_MIN 2

void
encoding_base32(struct buf *out, const char *s, size_t len)
{
	size_t i, before = out->len;
	unsigned have = 0, bits = 0, value;
	unsigned char byte;

	for (i = 0; i < len && s[i] != '='; i++) {
		if (isalpha((unsigned char)s[i]))
			value = (unsigned)(s[i] | 0x20) - 'a';
		else if (s[i] >= '2' && s[i] <= '7')
			value = (unsigned)s[i] - '2' + 26;
		else {
			out->len = before;
			return;
		}
		bits = (bits << 5 | value) & 0xfff;
		have += 5;
		if (have < 8)
			continue;
		have -= 8;
		byte = (unsigned char)(bits >> have);
		buf_put(out, &byte, 1);
	}
}

/* What a letter stands for in an alphabet; -1: it is none of it.  values: of
 * each byte one more than that, made when first needed. */
static int
value_in(unsigned char values[256], const char *letters, char c)
{
	size_t i;

	if (values[(unsigned char)letters[0]] == 0)
		for (i = 0; letters[i] != '\0'; i++)
			values[(unsigned char)letters[i]] =
			    (unsigned char)(i + 1);
	return values[(unsigned char)c] - 1;
}

static int
base58_value(char c)
{
	static unsigned char values[256];

	return value_in(values,
	    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", c);
}

void
encoding_base58(struct buf *out, const char *s, size_t len)
{
	unsigned char bytes[ENCODING_BASE58_MAX] = { 0 };
	size_t i, k, used = 0;
	unsigned carry;
	int value;

	if (len > ENCODING_BASE58_MAX)
		return;
	for (i = 0; i < len; i++) {
		value = base58_value(s[i]);
		if (value == -1)
			return;
		carry = (unsigned)value;
		for (k = 0; k < used || carry > 0; k++) {
			carry += 58U * bytes[k];
			bytes[k] = (unsigned char)carry;
			carry >>= 8;
		}
		used = k;
	}
	for (k = used; k > 0; k--)
		buf_put(out, &bytes[k - 1], 1);
}

/* 0 to 84; -1: no letter. */
static int
ascii85_value(char c)
{
	return c >= '!' && c <= 'u' ? c - '!' : -1;
}

static int
base85_value(char c)
{
	static unsigned char values[256];

	return value_in(values,
	    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
	    c);
}

/* Four bytes out of five letters; fewer out of fewer, as if filled up with the
 * last letter of the alphabet. */
static void
put_five(struct buf *out, const unsigned *five, size_t count)
{
	unsigned char bytes[4];
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < 5; i++)
		n = n * 85 + (i < count ? five[i] : 84);
	for (i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(n >> (24 - 8 * i));
	buf_put(out, bytes, count == 5 ? 4 : count - 1);
}

static void
fives(struct buf *out, const char *s, size_t len, int (*value)(char c))
{
	size_t i, count = 0, before = out->len;
	unsigned five[5];
	int v;

	for (i = 0; i < len; i++) {
		v = value(s[i]);
		if (v == -1) {
			out->len = before;
			return;
		}
		five[count++] = (unsigned)v;
		if (count == 5) {
			put_five(out, five, count);
			count = 0;
		}
	}
	if (count > 1)
		put_five(out, five, count);
}

void
encoding_ascii85(struct buf *out, const char *s, size_t len)
{
	if (len >= 4 && strncmp(s, "<~", 2) == 0) {
		s += 2;
		len -= 2;
	}
	if (len >= 2 && strncmp(s + len - 2, "~>", 2) == 0)
		len -= 2;
	fives(out, s, len, ascii85_value);
}

void
encoding_base85(struct buf *out, const char *s, size_t len)
{
	fives(out, s, len, base85_value);
}

/* One line: its length, then three bytes in four letters. */
static void
uu_line(struct buf *out, const char *s, size_t len)
{
	size_t left = len == 0 ? 0 : (size_t)((s[0] - ' ') & 0x3f), i;
	unsigned bits = 0;
	unsigned char byte;

	for (i = 1; i < len && left > 0; i++) {
		bits = (bits << 6 | (unsigned)((s[i] - ' ') & 0x3f)) & 0xffff;
		if (i % 4 == 1)
			continue;
		byte = (unsigned char)(bits >> (i % 4 == 2	? 4
						   : i % 4 == 3 ? 2
								: 0));
		buf_put(out, &byte, 1);
		left--;
	}
}

static size_t
line_length(const char *s)
{
	return strcspn(s, "\r\n");
}

void
encoding_uu(struct buf *out, const char *text)
{
	const char *s = text;
	size_t n;

	while ((s = strstr(s, "begin ")) != NULL) {
		s += line_length(s);
		for (;;) {
			s += strspn(s, "\r\n");
			n = line_length(s);
			if (n == 0 || strncmp(s, "end", 3) == 0)
				break;
			uu_line(out, s, n);
			s += n;
		}
	}
}

/* Bytes of one number at s, with what stands before it; 0: none. */
static size_t
number(const char *s, unsigned base, uint32_t *value)
{
	size_t n = base == 16 && s[0] == '0' && (s[1] | 0x20) == 'x' ? 2 : 0;
	size_t first = n;
	int v;

	*value = 0;
	for (; n - first < 7; n++) {
		v = hex_value(s[n]);
		if (v == -1 || (unsigned)v >= base)
			break;
		*value = *value * base + (uint32_t)v;
	}
	/* Two digits a byte, or four a letter; three in octal. */
	if (isalnum((unsigned char)s[n]) ||
	    (base == 16 && n - first != 2 && n - first != 4) ||
	    (base == 8 && n - first != 3))
		return 0;
	return n - first == 0 ? 0 : n;
}

static size_t
gap(const char *s)
{
	size_t n = strspn(s, ENCODING_NUMBER_GAPS);

	return n > 3 ? 0 : n;
}

static void
put_number(struct buf *out, uint32_t value, bool points)
{
	unsigned char bytes[6];
	int n;

	if (!points) {
		bytes[0] = (unsigned char)value;
		buf_put(out, bytes, 1);
		return;
	}
	n = u8_uctomb(bytes, value, sizeof(bytes));
	if (n > 0)
		buf_put(out, bytes, (size_t)n);
}

size_t
encoding_numbers(struct buf *out, const char *s, unsigned base)
{
	size_t len = 0, end = 0, n, count = 0, i;
	bool points = false;
	uint32_t value;

	while ((n = number(s + len, base, &value)) > 0) {
		points |= value > 0xff;
		count++;
		end = len + n;
		n = gap(s + end);
		if (n == 0)
			break;
		len = end + n;
	}
	if (count < (points ? POINTS_MIN : BYTES_MIN))
		return 0;
	for (len = i = 0; i < count; i++) {
		len += number(s + len, base, &value);
		put_number(out, value, points);
		len += gap(s + len);
	}
	return end;
}

/* Length of the group at s. */
static size_t
group_length(const char *s)
{
	size_t n = 0;

	while (n <= ENCODING_GROUP_MOST && base64_value(s[n], BASE64_ANY) != -1)
		n++;
	return n;
}

size_t
encoding_groups(struct buf *out, const char *s)
{
	size_t first = group_length(s), len = 0, n = first;

	if (first < 2 || first > ENCODING_GROUP_MOST || s[first] == '\0' ||
	    strchr(ENCODING_GROUP_GAPS, s[first]) == NULL)
		return 0;
	for (;;) {
		buf_put(out, s + len, n);
		len += n;
		if (n < first || s[len] == '\0' ||
		    strchr(ENCODING_GROUP_GAPS, s[len]) == NULL)
			return len;
		n = group_length(s + len + 1);
		if (n == 0 || n > first)
			return len;
		len++;
	}
}
