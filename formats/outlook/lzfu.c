#include <stdint.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/outlook/le.h"
#include "formats/outlook/rtf.h"

#define COMPRESSED 0x75465a4cU /* LZFu */
#define STORED	   0x414c454dU /* MELA */
#define HEAD	   16
#define WINDOW	   4096U

/* What every window begins with, so that short texts pack well. */
static const char dictionary[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"
    "{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    "MS Sans SerifSymbolArialTimes New RomanCourier"
    "{\\colortbl\\red0\\green0\\blue0\r\n"
    "\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

struct window {
	unsigned char bytes[WINDOW];
	size_t at;
	struct buf *out;
	size_t left;
};

static void
put(struct window *w, unsigned char byte)
{
	w->bytes[w->at] = byte;
	w->at = (w->at + 1) % WINDOW;
	buf_put(w->out, &byte, 1);
	w->left--;
}

/* A piece of the window again; false: the end. */
static bool
put_piece(struct window *w, const unsigned char *p)
{
	unsigned word = (unsigned)p[0] << 8 | p[1];
	size_t from = word >> 4, n = (word & 15) + 2;

	if (from == w->at)
		return false;
	for (; n > 0 && w->left > 0; n--, from = (from + 1) % WINDOW)
		put(w, w->bytes[from]);
	return true;
}

static bool
unpack(struct window *w, const unsigned char *p, const unsigned char *end)
{
	unsigned flags, i;

	while (p < end && w->left > 0) {
		flags = *p++;
		for (i = 0; i < 8 && w->left > 0; i++, flags >>= 1) {
			if (end - p < (flags & 1 ? 2 : 1))
				return false;
			if (!(flags & 1)) {
				put(w, *p++);
				continue;
			}
			if (!put_piece(w, p))
				return true;
			p += 2;
		}
	}
	return w->left > 0;
}

bool
rtf_unpack(struct buf *out, const void *p, size_t len)
{
	struct window w = { .out = out, .left = LIMIT_HTML };
	const unsigned char *s = p;

	if (len < HEAD)
		return false;
	if (le32(s + 8) == STORED) {
		len -= HEAD;
		buf_put(out, s + HEAD, len < LIMIT_HTML ? len : LIMIT_HTML);
		return len <= LIMIT_HTML;
	}
	if (le32(s + 8) != COMPRESSED)
		return false;
	memcpy(w.bytes, dictionary, sizeof(dictionary) - 1);
	w.at = sizeof(dictionary) - 1;
	return unpack(&w, s + HEAD, s + len);
}
