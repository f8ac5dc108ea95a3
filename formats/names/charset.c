#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/charset.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* What a label means in mail, and the converter that takes its vendor
 * characters too.  Shift_JIS in mail is the one of Windows, as EUC-JP is. */
static struct charset {
	const char *label, *iconv;
	iconv_t cd;
} charsets[] = {
	{ "utf-8", "UTF-8", NULL },
	{ "utf8", "UTF-8", NULL },
	{ "us-ascii", "CP1252", NULL },
	{ "ascii", "CP1252", NULL },
	{ "shift_jis", "CP932", NULL },
	{ "shift-jis", "CP932", NULL },
	{ "sjis", "CP932", NULL },
	{ "x-sjis", "CP932", NULL },
	{ "cp932", "CP932", NULL },
	{ "ms932", "CP932", NULL },
	{ "windows-31j", "CP932", NULL },
	{ "ms_kanji", "CP932", NULL },
	{ "euc-jp", "EUC-JP-MS", NULL },
	{ "eucjp", "EUC-JP-MS", NULL },
	{ "x-euc-jp", "EUC-JP-MS", NULL },
	{ "eucjp-ms", "EUC-JP-MS", NULL },
	{ "iso-8859-1", "CP1252", NULL },
	{ "latin1", "CP1252", NULL },
	{ "iso-8859-2", "ISO-8859-2", NULL },
	{ "iso-8859-3", "ISO-8859-3", NULL },
	{ "iso-8859-4", "ISO-8859-4", NULL },
	{ "iso-8859-5", "ISO-8859-5", NULL },
	{ "iso-8859-6", "ISO-8859-6", NULL },
	{ "iso-8859-7", "ISO-8859-7", NULL },
	{ "iso-8859-8", "ISO-8859-8", NULL },
	{ "iso-8859-9", "ISO-8859-9", NULL },
	{ "iso-8859-13", "ISO-8859-13", NULL },
	{ "iso-8859-15", "ISO-8859-15", NULL },
	{ "windows-1250", "CP1250", NULL },
	{ "windows-1251", "CP1251", NULL },
	{ "windows-1252", "CP1252", NULL },
	{ "windows-1253", "CP1253", NULL },
	{ "windows-1254", "CP1254", NULL },
	{ "windows-1255", "CP1255", NULL },
	{ "windows-1256", "CP1256", NULL },
	{ "windows-1257", "CP1257", NULL },
	{ "windows-1258", "CP1258", NULL },
	{ "koi8-r", "KOI8-R", NULL },
	{ "koi8-u", "KOI8-U", NULL },
	{ "gb2312", "GB18030", NULL },
	{ "gbk", "GB18030", NULL },
	{ "gb18030", "GB18030", NULL },
	{ "big5", "BIG5-HKSCS", NULL },
	{ "euc-kr", "UHC", NULL },
	{ "ks_c_5601-1987", "UHC", NULL },
	{ "cp949", "UHC", NULL },
	{ "tis-620", "TIS-620", NULL },
	{ "utf-16", "UTF-16", NULL },
	{ "utf-16le", "UTF-16LE", NULL },
	{ "utf-16be", "UTF-16BE", NULL },
};

#define CHARSETS (sizeof(charsets) / sizeof(charsets[0]))

static const char *const out_names[CHARSET_OUTS] = { "CP932", "EUC-JP-MS",
	"UTF-16LE", "UTF-16BE" };
static iconv_t outs[CHARSET_OUTS];

void
charset_setup(void)
{
	size_t i, k;

	for (i = 0; i < CHARSETS; i++) {
		if (charsets[i].cd != NULL)
			continue;
		for (k = 0; k < i; k++)
			if (strcmp(charsets[k].iconv, charsets[i].iconv) == 0)
				break;
		charsets[i].cd = k < i ? charsets[k].cd
				       : iconv_open("UTF-8", charsets[i].iconv);
	}
	for (i = 0; i < CHARSET_OUTS; i++)
		if (outs[i] == NULL)
			outs[i] = iconv_open(out_names[i], "UTF-8");
}

bool
charset_encode(struct buf *out, enum charset_out to, const char *s)
{
	char text[1024], *in = (char *)(uintptr_t)s, *at = text;
	size_t len = strlen(s), room = sizeof(text);

	if (outs[to] == NULL || outs[to] == (iconv_t)-1)
		return false;
	iconv(outs[to], NULL, NULL, NULL, NULL);
	if (iconv(outs[to], &in, &len, &at, &room) == (size_t)-1)
		return false;
	buf_put(out, text, (size_t)(at - text));
	return true;
}

static void
convert(struct buf *out, iconv_t cd, const char *p, size_t len, bool *bad)
{
	char chunk[4096], *in = (char *)(uintptr_t)p, *to;
	size_t room, got;

	iconv(cd, NULL, NULL, NULL, NULL);
	while (len > 0) {
		to = chunk;
		room = sizeof(chunk);
		got = iconv(cd, &in, &len, &to, &room);
		buf_put(out, chunk, sizeof(chunk) - room);
		if (got != (size_t)-1 || errno == E2BIG)
			continue;
		*bad = true;
		buf_puts(out, REPLACEMENT);
		if (errno == EINVAL)
			return;
		in++;
		len--;
	}
}

static const struct charset *
find(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < CHARSETS; i++)
		if (strcasecmp(charsets[i].label, name) == 0 &&
		    charsets[i].cd != (iconv_t)-1 && charsets[i].cd != NULL)
			return &charsets[i];
	return NULL;
}

static void
put_utf8(struct buf *out, const char *p, size_t len, bool *bad)
{
	uint32_t cp;
	size_t n;

	if (text_valid(p, len)) {
		buf_put(out, p, len);
		return;
	}
	for (; len > 0; p += n, len -= n) {
		n = text_next(p, len, &cp);
		if (n == 0 || cp == 0) {
			*bad = true;
			buf_puts(out, REPLACEMENT);
			n = 1;
		} else
			buf_put(out, p, n);
	}
}

/* Bytes in a charset of the list. */
static void
from_charset(struct buf *out, const struct charset *c, const void *p,
    size_t len, bool *bad)
{
	struct buf clean = { 0 };

	convert(&clean, c->cd, p, len, bad);
	put_utf8(out, (char *)clean.data, clean.len, bad);
	buf_free(&clean);
}

/* A JIS X 0208 pair as Shift_JIS, where CP932 knows the vendor rows. */
static void
put_jis(struct buf *b, unsigned hi, unsigned lo)
{
	unsigned char pair[2];

	pair[0] = (unsigned char)(((hi - 1) >> 1) + (hi <= 0x5e ? 0x71 : 0xb1));
	pair[1] =
	    (unsigned char)(lo + (hi & 1 ? (lo < 0x60 ? 0x1f : 0x20) : 0x7e));
	buf_put(b, pair, 2);
}

/*
 * ISO-2022-JP as it is really sent (CP50221): with half-width kana and the
 * rows of NEC and IBM, which the standard's converter refuses.
 */
static void
from_jis(struct buf *out, const unsigned char *p, size_t len, bool *bad)
{
	enum { ONE, TWO, KANA } mode = ONE;
	struct buf sjis = { 0 };
	unsigned char c;
	size_t i;

	for (i = 0; i < len; i++) {
		if (p[i] == 0x1b && i + 2 < len && p[i + 1] == '$' &&
		    (p[i + 2] == '@' || p[i + 2] == 'B')) {
			mode = TWO;
			i += 2;
		} else if (p[i] == 0x1b && i + 2 < len && p[i + 1] == '(') {
			mode = p[i + 2] == 'I' ? KANA : ONE;
			i += 2;
		} else if (p[i] == '\n' || p[i] == '\r') {
			mode = ONE;
			buf_put(&sjis, p + i, 1);
		} else if (mode == TWO && i + 1 < len && p[i] >= 0x21 &&
			   p[i] <= 0x7e && p[i + 1] >= 0x21 &&
			   p[i + 1] <= 0x7e) {
			put_jis(&sjis, p[i], p[i + 1]);
			i++;
		} else {
			c = mode == KANA ? p[i] | 0x80 : p[i];
			buf_put(&sjis, &c, 1);
		}
	}
	if (find("cp932") != NULL)
		from_charset(out, find("cp932"), sjis.data, sjis.len, bad);
	buf_free(&sjis);
}

static bool
is_jis(const char *name)
{
	return strncasecmp(name, "iso-2022-jp", 11) == 0 ||
	       strcasecmp(name, "cp50220") == 0 ||
	       strcasecmp(name, "cp50221") == 0 || strcasecmp(name, "jis") == 0;
}

/* Whether CP932 takes the bytes without a fault. */
static bool
decodes_cp932(const char *p, size_t len)
{
	struct buf b = { 0 };
	bool bad = false;

	convert(&b, find("cp932")->cd, p, len, &bad);
	buf_free(&b);
	return !bad;
}

bool
charset_has_jis(const void *p, size_t len)
{
	return memmem(p, len, "\x1b$B", 3) != NULL ||
	       memmem(p, len, "\x1b$@", 3) != NULL ||
	       memmem(p, len, "\x1b(I", 3) != NULL ||
	       memmem(p, len, "\x1b(J", 3) != NULL;
}

static bool
is_seven_bit(const unsigned char *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (p[i] >= 0x80 || p[i] == 0)
			return false;
	return true;
}

/* Whether most of what is no ASCII is no UTF-8. */
static bool
is_hardly_utf8(const char *p, size_t len)
{
	size_t good = 0, wrong = 0, n;
	uint32_t cp;

	for (; len > 0; p += n, len -= n) {
		n = text_next(p, len, &cp);
		good += n > 1;
		wrong += n == 0;
		n += n == 0;
	}
	return wrong > 2 * good;
}

void
charset_decode(
    struct buf *out, const char *name, const void *p, size_t len, bool *bad)
{
	const struct charset *c;

	if (len == 0)
		return;
	/* Escapes that are left standing as they are hide what they say from
	 * every reader but the last. */
	if ((name != NULL && is_jis(name)) ||
	    (charset_has_jis(p, len) && is_seven_bit(p, len))) {
		from_jis(out, p, len, bad);
		return;
	}
	c = find(name);
	if (c != NULL && strcmp(c->iconv, "UTF-8") != 0 &&
	    !(strcmp(c->iconv, "CP1252") == 0 && text_valid(p, len))) {
		from_charset(out, c, p, len, bad);
		return;
	}
	/* ISO-2022-JP is ASCII to the eye: its escapes are asked for first. */
	if (c == NULL && charset_has_jis(p, len))
		from_jis(out, p, len, bad);
	else if ((c == NULL ? !text_valid(p, len) : is_hardly_utf8(p, len)) &&
		 find("cp932") != NULL && decodes_cp932(p, len))
		from_charset(out, find("cp932"), p, len, bad);
	else
		put_utf8(out, p, len, bad);
}

bool
charset_fits_cp932(const char *s, size_t len)
{
	static iconv_t cd;
	char out[64], *to = out, *in = (char *)(uintptr_t)s;
	size_t room = sizeof(out);

	if (cd == NULL)
		cd = iconv_open("CP932", "UTF-8");
	return cd != (iconv_t)-1 && len <= 16 &&
	       iconv(cd, &in, &len, &to, &room) != (size_t)-1;
}
