#include <stdint.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"

int
base64_value(char c, enum base64 alphabet)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || (c == '-' && alphabet == BASE64_ANY))
		return 62;
	return c == '/' || (c == '_' && alphabet == BASE64_ANY) ? 63 : -1;
}

void
base64_put(struct buf *b, const char *s, size_t len, enum base64 alphabet)
{
	unsigned char block[1024];
	uint32_t bits = 0;
	unsigned have = 0;
	size_t i, n = 0;
	int v;

	for (i = 0; i < len; i++) {
		v = base64_value(s[i], alphabet);
		if (v == -1)
			continue;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		block[n++] = (unsigned char)(bits >> have);
		if (n == sizeof(block)) {
			buf_put(b, block, n);
			n = 0;
		}
	}
	buf_put(b, block, n);
}

void
base64_encode(struct buf *b, const unsigned char *p, size_t len)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char four[4];
	uint32_t u;
	size_t i;

	for (i = 0; i < len; i += 3) {
		u = (uint32_t)p[i] << 16;
		if (i + 1 < len)
			u |= (uint32_t)p[i + 1] << 8;
		if (i + 2 < len)
			u |= p[i + 2];
		four[0] = letters[u >> 18];
		four[1] = letters[u >> 12 & 63];
		four[2] = '=';
		four[3] = '=';
		if (i + 1 < len)
			four[2] = letters[u >> 6 & 63];
		if (i + 2 < len)
			four[3] = letters[u & 63];
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
