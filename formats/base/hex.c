#include "formats/base/hex.h"
#include "formats/base/buf.h"

int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int
hex_byte(const char *s)
{
	int hi = hex_value(s[0]), lo = hi == -1 ? -1 : hex_value(s[1]);

	return lo == -1 ? -1 : hi << 4 | lo;
}

void
hex_put_bytes(struct buf *b, const char *digits, size_t len)
{
	unsigned char block[1024];
	size_t i, n = 0;

	for (i = 0; i + 1 < len; i += 2) {
		block[n++] = (unsigned char)hex_byte(digits + i);
		if (n == sizeof(block)) {
			buf_put(b, block, n);
			n = 0;
		}
	}
	buf_put(b, block, n);
}

void
hex_write(char *out, const void *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = bytes;
	size_t i;

	for (i = 0; i < len; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	out[2 * len] = '\0';
}
