#include <stdbool.h>
#include <stdint.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"

static const char signs[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
/* Of those that only URLs have. */
#define URL_MINUS 65
#define URL_LINE  66

/* Of each byte one more than what it stands for; 0: no letter. */
static const unsigned char *
table(void)
{
	static unsigned char values[256];
	unsigned i;

	if (values['A'] == 0)
		for (i = 0; signs[i] != '\0'; i++)
			values[(unsigned char)signs[i]] =
			    (unsigned char)(i + 1);
	return values;
}

int
base64_value(char c, enum base64 alphabet)
{
	int v = table()[(unsigned char)c];

	if (v < URL_MINUS)
		return v - 1;
	return alphabet == BASE64_PLAIN ? -1 : v - 3;
}

size_t
base64_letters(const char *s, size_t len, enum base64 alphabet)
{
	unsigned count = alphabet == BASE64_PLAIN ? URL_MINUS - 1 : URL_LINE;
	const unsigned char *values = table();
	size_t i, n = 0;

	for (i = 0; i < len; i++)
		n += values[(unsigned char)s[i]] - 1U < count;
	return n;
}

/* Three bytes out of four letters that stand together, of the 64 that both
 * alphabets have. */
static bool
put_four(unsigned char *out, const unsigned char *values, const char *s)
{
	uint32_t a = values[(unsigned char)s[0]] - 1U;
	uint32_t b = values[(unsigned char)s[1]] - 1U;
	uint32_t c = values[(unsigned char)s[2]] - 1U;
	uint32_t d = values[(unsigned char)s[3]] - 1U;
	uint32_t three = a << 18 | b << 12 | c << 6 | d;

	if ((a | b | c | d) > 63)
		return false;
	out[0] = (unsigned char)(three >> 16);
	out[1] = (unsigned char)(three >> 8);
	out[2] = (unsigned char)three;
	return true;
}

void
base64_put(struct buf *b, const char *s, size_t len, enum base64 alphabet)
{
	const unsigned char *values = table();
	unsigned char *out = buf_room(b, len);
	uint32_t bits = 0;
	unsigned have = 0;
	size_t i = 0;
	int v;

	while (i < len) {
		if (have == 0 && len - i >= 4 && put_four(out, values, s + i)) {
			out += 3;
			i += 4;
			continue;
		}
		v = base64_value(s[i++], alphabet);
		if (v == -1)
			continue;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		*out++ = (unsigned char)(bits >> have);
	}
	b->len = (size_t)(out - b->data);
}

void
base64_encode(struct buf *b, const unsigned char *p, size_t len)
{
	char four[4];
	uint32_t u;
	size_t i;

	for (i = 0; i < len; i += 3) {
		u = (uint32_t)p[i] << 16;
		if (i + 1 < len)
			u |= (uint32_t)p[i + 1] << 8;
		if (i + 2 < len)
			u |= p[i + 2];
		four[0] = signs[u >> 18];
		four[1] = signs[u >> 12 & 63];
		four[2] = '=';
		four[3] = '=';
		if (i + 1 < len)
			four[2] = signs[u >> 6 & 63];
		if (i + 2 < len)
			four[3] = signs[u & 63];
		buf_put(b, four, 4);
	}
}

void
base64_lines(struct buf *b, const unsigned char *p, size_t len)
{
	size_t n;

	for (; len > 0; p += n, len -= n) {
		n = len < 57 ? len : 57;
		base64_encode(b, p, n);
		buf_puts(b, "\n");
	}
}
