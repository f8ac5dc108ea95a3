#include <string.h>

#include "formats/outlook/le.h"
#include "formats/outlook/olepackage.h"

/* Past a text that ends in NUL; its length, or -1. */
static long
text_length(const unsigned char *p, size_t len)
{
	const unsigned char *nul = len == 0 ? NULL : memchr(p, '\0', len);

	return nul == NULL || nul - p > 4096 ? -1 : (long)(nul - p);
}

/* Its size, a mark, its name, where it was, a mark, where it is to be
 * unpacked, and the file, each of the last two with its length before. */
bool
olepackage_open(struct olepackage *out, const void *p, size_t len)
{
	const unsigned char *s = p;
	size_t at = 6, i;
	uint32_t n;
	long text;

	if (len < at || le16(s + 4) != 2)
		return false;
	out->name = s + at;
	for (i = 0; i < 2; i++) {
		text = text_length(s + at, len - at);
		if (text == -1)
			return false;
		if (i == 0)
			out->name_len = (size_t)text;
		at += (size_t)text + 1;
	}
	if (len - at < 8)
		return false;
	n = le32(s + at + 4);
	at += 8;
	if (n > len - at || len - at - n < 4)
		return false;
	at += n;
	out->len = le32(s + at);
	out->data = s + at + 4;
	if (out->len > len - at - 4)
		out->len = len - at - 4;
	return true;
}
