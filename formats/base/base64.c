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
