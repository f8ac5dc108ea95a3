#include <string.h>

#include "formats/base/reason.h"
#include "formats/files/zipnames.h"

static unsigned
u16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

static size_t
u32(const unsigned char *p)
{
	return p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 |
	       (size_t)p[3] << 24;
}

/* Where the record stands that ends the directory; len: nowhere. */
static size_t
zip_end(const unsigned char *p, size_t len)
{
	size_t i, from = len < 22 + 65535 ? 0 : len - 22 - 65535;

	for (i = len < 22 ? from : len - 22 + 1; i > from; i--)
		if (memcmp(p + i - 1, "PK\5\6", 4) == 0 &&
		    i - 1 + 22 + u16(p + i - 1 + 20) == len)
			return i - 1;
	return len;
}

int
zipnames_check(const void *zip, size_t len, struct refusal *why)
{
	const unsigned char *p = zip;
	size_t end = zip_end(p, len), at, local, n, i, count;

	if (end == len)
		return refuse(why, REASON_BROKEN_ARCHIVE,
		    "no directory at the end of the zip, or bytes behind it");
	count = u16(p + end + 10);
	at = u32(p + end + 16);
	for (i = 0; i < count;
	     i++, at += 46 + n + u16(p + at + 30) + u16(p + at + 32)) {
		if (at + 46 > end || memcmp(p + at, "PK\1\2", 4) != 0)
			return refuse(why, REASON_BROKEN_ARCHIVE,
			    "its directory is broken");
		n = u16(p + at + 28);
		local = u32(p + at + 42);
		if (at + 46 + n > end || local + 30 + n > end ||
		    memcmp(p + local, "PK\3\4", 4) != 0 ||
		    u16(p + local + 26) != n ||
		    memcmp(p + at + 46, p + local + 30, n) != 0)
			return refuse(why, REASON_AMBIGUOUS_ARCHIVE,
			    "a name in its directory is not that of the "
			    "member");
	}
	/* What follows is its end, or the record that zip64 puts before it. */
	if (at != end && (at + 4 > end || memcmp(p + at, "PK\6\6", 4) != 0))
		return refuse(why, REASON_AMBIGUOUS_ARCHIVE,
		    "its directory holds more than it says");
	return 0;
}
