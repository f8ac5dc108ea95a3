#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/uufile.h"

static size_t
line_end(const char *p, size_t len)
{
	const char *nl = memchr(p, '\n', len);

	return nl == NULL ? len : (size_t)(nl - p) + 1;
}

/* Length of the line without what ends it. */
static size_t
bare(const char *p, size_t len)
{
	while (len > 0 && strchr("\r\n", p[len - 1]) != NULL)
		len--;
	return len;
}

/* "begin 644 name.exe" */
static const char *
begins(struct arena *a, const char *p, size_t len)
{
	static const char word[] = "begin ";
	size_t n = strlen(word), digits = 0;

	len = bare(p, len);
	if (len <= n || memcmp(p, word, n) != 0)
		return NULL;
	while (n + digits < len && p[n + digits] >= '0' && p[n + digits] <= '7')
		digits++;
	n += digits;
	if (digits < 3 || digits > 4 || n + 1 >= len || p[n] != ' ')
		return NULL;
	return arena_strndup(a, p + n + 1, len - n - 1);
}

static unsigned
value(const char *p, size_t len, size_t at)
{
	return at < len ? ((unsigned)p[at] - ' ') & 63 : 0;
}

/* One line of it; false: it is none.  Spaces at its end may be lost. */
static bool
put_line(struct buf *out, const char *p, size_t len)
{
	unsigned char three[3];
	unsigned a, b, c, d;
	size_t i, n, k;

	len = bare(p, len);
	for (i = 0; i < len; i++)
		if (p[i] < ' ' || p[i] > '`')
			return false;
	n = value(p, len, 0);
	if (len == 0 || len > 1 + (n + 2) / 3 * 4 + 2)
		return false;
	for (i = 1; n > 0; i += 4, n -= k) {
		a = value(p, len, i);
		b = value(p, len, i + 1);
		c = value(p, len, i + 2);
		d = value(p, len, i + 3);
		three[0] = (unsigned char)(a << 2 | b >> 4);
		three[1] = (unsigned char)(b << 4 | c >> 2);
		three[2] = (unsigned char)(c << 6 | d);
		k = n < 3 ? n : 3;
		buf_put(out, three, k);
	}
	return true;
}

/* The lines of one up to "end"; how many bytes they take.  0: it is none. */
static size_t
put_lines(struct buf *out, const char *p, size_t len)
{
	size_t at = 0, n, before = out->len;

	while (at < len) {
		n = line_end(p + at, len - at);
		if (bare(p + at, n) == 3 && memcmp(p + at, "end", 3) == 0)
			return at + n;
		if (!put_line(out, p + at, n))
			break;
		at += n;
	}
	/* Without its end it may be words that begin so. */
	out->len = before;
	return 0;
}

bool
uufile_next(struct arena *a, const char *text, size_t len, size_t at,
    struct uufile *found, struct buf *out)
{
	size_t n, lines;

	for (; at < len; at += n) {
		n = line_end(text + at, len - at);
		found->name = begins(a, text + at, n);
		if (found->name == NULL)
			continue;
		lines = put_lines(out, text + at + n, len - at - n);
		if (lines == 0)
			continue;
		found->from = at;
		found->to = at + n + lines;
		return true;
	}
	return false;
}
