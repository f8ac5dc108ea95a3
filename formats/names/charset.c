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

/* What each byte is, in a charset that has no others: UTF-8 with its end; none:
 * it is no letter. */
struct letters {
	char of[256][4];
};

/* What a label means in mail, and the converter that takes its vendor
 * characters too.  Shift_JIS in mail is the one of Windows, as EUC-JP is. */
static struct charset {
	const char *label, *iconv;
	iconv_t cd;		 /* or NULL ... */
	struct letters *letters; /* ... and this, or neither: not at hand */
} charsets[] = {
	{ "utf-8", "UTF-8", NULL, NULL },
	{ "utf8", "UTF-8", NULL, NULL },
	{ "us-ascii", "CP1252", NULL, NULL },
	{ "ascii", "CP1252", NULL, NULL },
	{ "shift_jis", "CP932", NULL, NULL },
	{ "shift-jis", "CP932", NULL, NULL },
	{ "sjis", "CP932", NULL, NULL },
	{ "x-sjis", "CP932", NULL, NULL },
	{ "cp932", "CP932", NULL, NULL },
	{ "ms932", "CP932", NULL, NULL },
	{ "windows-31j", "CP932", NULL, NULL },
	{ "ms_kanji", "CP932", NULL, NULL },
	{ "euc-jp", "EUC-JP-MS", NULL, NULL },
	{ "eucjp", "EUC-JP-MS", NULL, NULL },
	{ "x-euc-jp", "EUC-JP-MS", NULL, NULL },
	{ "eucjp-ms", "EUC-JP-MS", NULL, NULL },
	{ "iso-8859-1", "CP1252", NULL, NULL },
	{ "latin1", "CP1252", NULL, NULL },
	{ "iso-8859-2", "ISO-8859-2", NULL, NULL },
	{ "iso-8859-3", "ISO-8859-3", NULL, NULL },
	{ "iso-8859-4", "ISO-8859-4", NULL, NULL },
	{ "iso-8859-5", "ISO-8859-5", NULL, NULL },
	{ "iso-8859-6", "ISO-8859-6", NULL, NULL },
	{ "iso-8859-7", "ISO-8859-7", NULL, NULL },
	{ "iso-8859-8", "ISO-8859-8", NULL, NULL },
	{ "iso-8859-9", "ISO-8859-9", NULL, NULL },
	{ "iso-8859-13", "ISO-8859-13", NULL, NULL },
	{ "iso-8859-15", "ISO-8859-15", NULL, NULL },
	{ "windows-1250", "CP1250", NULL, NULL },
	{ "windows-1251", "CP1251", NULL, NULL },
	{ "windows-1252", "CP1252", NULL, NULL },
	{ "windows-1253", "CP1253", NULL, NULL },
	{ "windows-1254", "CP1254", NULL, NULL },
	{ "windows-1255", "CP1255", NULL, NULL },
	{ "windows-1256", "CP1256", NULL, NULL },
	{ "windows-1257", "CP1257", NULL, NULL },
	{ "windows-1258", "CP1258", NULL, NULL },
	{ "koi8-r", "KOI8-R", NULL, NULL },
	{ "koi8-u", "KOI8-U", NULL, NULL },
	{ "gb2312", "GB18030", NULL, NULL },
	{ "gbk", "GB18030", NULL, NULL },
	{ "gb18030", "GB18030", NULL, NULL },
	{ "big5", "BIG5-HKSCS", NULL, NULL },
	{ "euc-kr", "UHC", NULL, NULL },
	{ "ks_c_5601-1987", "UHC", NULL, NULL },
	{ "cp949", "UHC", NULL, NULL },
	{ "tis-620", "TIS-620", NULL, NULL },
	{ "utf-7", "UTF-7", NULL, NULL },
	{ "unicode-1-1-utf-7", "UTF-7", NULL, NULL },
	{ "utf-16", "UTF-16", NULL, NULL },
	{ "utf-16le", "UTF-16LE", NULL, NULL },
	{ "utf-16be", "UTF-16BE", NULL, NULL },
};

#define CHARSETS (sizeof(charsets) / sizeof(charsets[0]))

static const char *const out_names[CHARSET_OUTS] = { "CP932", "EUC-JP-MS",
	"UTF-16LE", "UTF-16BE" };
static iconv_t outs[CHARSET_OUTS];

/* Those in which one byte is one letter, whatever stands beside it. */
static bool
is_of_bytes(const char *name)
{
	static const char *const kinds[] = { "ISO-8859-", "CP1250", "CP1251",
		"CP1252", "CP1253", "CP1254", "CP1256", "CP1257", "KOI8-",
		"TIS-620" };
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strncmp(name, kinds[i], strlen(kinds[i])) == 0)
			return true;
	return false;
}

/* The converter's own words, written down: it is a library of its own, which
 * each process that reads would have to carry. */
static struct letters *
write_down(iconv_t cd)
{
	struct letters *l = mem_alloc(sizeof(*l));
	char byte, *in, *to;
	size_t left, room, i;

	for (i = 0; i < 256; i++) {
		byte = (char)i;
		in = &byte;
		to = l->of[i];
		left = 1;
		room = sizeof(l->of[i]) - 1;
		iconv(cd, NULL, NULL, NULL, NULL);
		if (iconv(cd, &in, &left, &to, &room) == (size_t)-1)
			l->of[i][0] = '\0';
	}
	return l;
}

static void
find_converter(struct charset *c)
{
	iconv_t cd = iconv_open("UTF-8", c->iconv);

	if (cd == (iconv_t)-1)
		return;
	if (!is_of_bytes(c->iconv)) {
		c->cd = cd;
		return;
	}
	c->letters = write_down(cd);
	iconv_close(cd);
}

void
charset_setup(void)
{
	size_t i, k;

	for (i = 0; i < CHARSETS; i++) {
		if (charsets[i].cd != NULL || charsets[i].letters != NULL)
			continue;
		for (k = 0; k < i; k++)
			if (strcmp(charsets[k].iconv, charsets[i].iconv) == 0)
				break;
		if (k == i)
			find_converter(&charsets[i]);
		charsets[i].cd = charsets[k].cd;
		charsets[i].letters = charsets[k].letters;
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
	/* Some hold a letter back, for a mark that may follow. */
	to = chunk;
	room = sizeof(chunk);
	iconv(cd, NULL, NULL, &to, &room);
	buf_put(out, chunk, sizeof(chunk) - room);
}

/* As convert() would: a byte that is no letter, and NUL, which is one. */
static void
put_letters(struct buf *out, const struct letters *l, const unsigned char *p,
    size_t len, bool *bad)
{
	const char *letter;
	size_t i;

	for (i = 0; i < len; i++) {
		letter = l->of[p[i]];
		if (*letter != '\0' || p[i] == 0)
			buf_put(out, letter, p[i] == 0 ? 1 : strlen(letter));
		else {
			*bad = true;
			buf_puts(out, REPLACEMENT);
		}
	}
}

/* Whether the rest of a label is the number of one of Microsoft's. */
static const char *
page(const char *name)
{
	static const char *const before[] = { "windows-", "cp-", "cp", "ms-",
		"ms" };
	size_t i, n;

	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		n = strlen(before[i]);
		if (strncasecmp(name, before[i], n) == 0 && name[n] >= '0' &&
		    name[n] <= '9')
			return name + n;
	}
	return NULL;
}

/* "Cp1251" and "ISO8859_1" as Java writes them, too. */
static bool
is_label(const char *label, const char *name)
{
	if (page(label) != NULL && page(name) != NULL)
		return strcasecmp(page(label), page(name)) == 0;
	for (;; label++, name++) {
		label += strspn(label, "-_");
		name += strspn(name, "-_");
		if (*label == '\0' || (*label | 0x20) != (*name | 0x20))
			return *label == *name;
	}
}

static const struct charset *
find(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < CHARSETS; i++)
		if (is_label(charsets[i].label, name) &&
		    (charsets[i].cd != NULL || charsets[i].letters != NULL))
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

	if (c->letters != NULL)
		put_letters(&clean, c->letters, p, len, bad);
	else
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

/* How bytes read as letters of two bytes, in one of the ways of Japan. */
struct look {
	size_t pairs, kana; /* letters of two bytes; hiragana and katakana */
	size_t half;	    /* of one byte: kana of half width */
	bool marks;	    /* marks of voice among those */
	bool whole;	    /* all bytes read so */
};

static struct look
look_euc(const unsigned char *p, size_t len)
{
	struct look l = { .whole = true };
	size_t i;

	for (i = 0; i < len && l.whole; i++) {
		if (p[i] < 0x80)
			continue;
		l.whole = i + 1 < len && p[i + 1] >= 0xa1 && p[i + 1] <= 0xfe &&
			  ((p[i] >= 0xa1 && p[i] <= 0xf4) || p[i] == 0x8e);
		l.pairs++;
		l.kana += p[i] == 0xa4 || p[i] == 0xa5;
		i++;
	}
	return l;
}

static bool
leads_sjis(unsigned char c)
{
	return (c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= 0xfc);
}

static struct look
look_sjis(const unsigned char *p, size_t len)
{
	struct look l = { .whole = true };
	size_t i;

	for (i = 0; i < len && l.whole; i++) {
		if (p[i] < 0x80)
			continue;
		if (p[i] >= 0xa1 && p[i] <= 0xdf) {
			l.half++;
			l.marks |= p[i] == 0xde || p[i] == 0xdf;
			continue;
		}
		/* What users define for themselves nobody else reads. */
		l.whole = leads_sjis(p[i]) && (p[i] < 0xf0 || p[i] > 0xf9) &&
			  i + 1 < len && p[i + 1] >= 0x40 && p[i + 1] <= 0xfc &&
			  p[i + 1] != 0x7f;
		l.pairs++;
		l.kana += (p[i] == 0x82 && i + 1 < len && p[i + 1] >= 0x9f) ||
			  p[i] == 0x83;
		i++;
	}
	return l;
}

/* So many kana among the letters that it is Japanese, whatever it is called. */
static bool
is_surely(const struct look *l)
{
	return l->whole && l->pairs >= 4 && 5 * l->kana >= l->pairs &&
	       l->half <= l->pairs;
}

/* Single letters with marks between those of ASCII. */
static bool
is_latin(const unsigned char *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (p[i] >= 0x80 &&
		    (p[i] < 0xc0 || (i + 1 < len && p[i + 1] >= 0x80) ||
			(i > 0 && p[i - 1] >= 0x80)))
			return false;
	return true;
}

/* What bytes are by their look that nothing, or nothing true, is said of; NULL:
 * of none that is known here. */
static const struct charset *
guess(const void *p, size_t len)
{
	struct look euc = look_euc(p, len), sjis = look_sjis(p, len);
	bool by_half = sjis.whole && (sjis.marks || sjis.pairs > 0);

	if (euc.whole && (euc.kana > 0 || !sjis.whole || !by_half) &&
	    !is_latin(p, len))
		return find("euc-jp");
	if (is_latin(p, len))
		return find("iso-8859-1");
	return sjis.whole && find("cp932") != NULL && decodes_cp932(p, len)
		   ? find("cp932")
		   : NULL;
}

/* What bytes surely are, though they are called something else. */
static const struct charset *
surely(const struct charset *c, const void *p, size_t len)
{
	struct look euc = look_euc(p, len), sjis;

	if (is_surely(&euc) && find("euc-jp") != NULL)
		return find("euc-jp");
	if (strcmp(c->iconv, "CP1252") != 0 || find("cp932") == NULL)
		return c;
	sjis = look_sjis(p, len);
	return is_surely(&sjis) ? find("cp932") : c;
}

/* As it is called, unless it surely is something else. */
static void
from_label(struct buf *out, const struct charset *c, const void *p, size_t len,
    bool *bad)
{
	struct buf b = { 0 };
	bool wrong = false;

	if (strcmp(c->iconv, "CP1252") == 0 || strcmp(c->iconv, "CP932") == 0)
		c = surely(c, p, len);
	from_charset(&b, c, p, len, &wrong);
	if (wrong && text_valid(p, len) && strncmp(c->iconv, "UTF", 3) != 0) {
		b.len = 0;
		buf_put(&b, p, len);
		wrong = false;
	}
	*bad |= wrong;
	buf_put(out, b.data, b.len);
	buf_free(&b);
}

/* Where nothing that is true is said of the bytes. */
static void
from_look(struct buf *out, const void *p, size_t len, bool *bad)
{
	const struct charset *c = guess(p, len);

	if (c != NULL)
		from_charset(out, c, p, len, bad);
	else
		put_utf8(out, p, len, bad);
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
	if ((name != NULL && is_jis(name) &&
		(charset_has_jis(p, len) || is_seven_bit(p, len) ||
		    (!text_valid(p, len) && guess(p, len) == NULL))) ||
	    (charset_has_jis(p, len) && is_seven_bit(p, len))) {
		from_jis(out, p, len, bad);
		return;
	}
	c = find(name);
	if (c != NULL && strcmp(c->iconv, "UTF-8") != 0 &&
	    !(strcmp(c->iconv, "CP1252") == 0 && text_valid(p, len))) {
		from_label(out, c, p, len, bad);
		return;
	}
	/* ISO-2022-JP is ASCII to the eye: its escapes are asked for first. */
	if (c == NULL && charset_has_jis(p, len))
		from_jis(out, p, len, bad);
	else if (c == NULL ? !text_valid(p, len) : is_hardly_utf8(p, len))
		from_look(out, p, len, bad);
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
